"""The pages that suppliers and the council's own people open in a browser: `sendmart portal`.

What a file is told, and every rule about it, is the door's (orchestration.register).
"""
