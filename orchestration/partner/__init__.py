"""What one supplier is told and may do: its own deliveries, templates, files on their way.

Pages are in orchestration.portal; how a delivery is judged is in orchestration.register.
"""
