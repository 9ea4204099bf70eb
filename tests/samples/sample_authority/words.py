"""The codes that the made-up authority uses, with how often each occurs.
Names are in names."""

LOCALITIES = ("North", "East", "South", "West")

ETHNICITIES = {
    "WBRI": 620, "WIRI": 6, "WIRT": 3, "WOTH": 60, "WROM": 5, "MWBC": 20, "MWBA": 10,
    "MWAS": 16, "MOTH": 24, "AIND": 35, "APKN": 55, "ABAN": 20, "AOTH": 20, "BCRB": 12,
    "BAFR": 40, "BOTH": 9, "CHNE": 6, "OOTH": 22, "REFU": 6, "NOBT": 11,
}  # fmt: skip
NEEDS = {
    "ASD": 340, "SEMH": 200, "SLCN": 210, "MLD": 80, "SLD": 50, "PMLD": 20, "SPLD": 40,
    "PD": 30, "HI": 12, "VI": 8, "MSI": 2, "DS": 12, "OTH": 14,
}  # fmt: skip
SETTINGS = {"OLA": 30, "OPA": 5, "EHE": 20, "EYP": 20, "NEET": 15, "OTH": 10}
REQUEST_SOURCES = {"1": 45, "2": 44, "3": 6, "4": 2, "5": 3}
AGES = {
    2: 5, 3: 9, 4: 12, 5: 9, 6: 8, 7: 8, 8: 8, 9: 8, 10: 9, 11: 7, 12: 6, 13: 5, 14: 5, 15: 4,
    16: 2, 17: 1,
}  # fmt: skip
LEAVING_AGES = {16: 15, 18: 20, 19: 30, 21: 20, 23: 15}
SEASONS = (0.9, 0.95, 1.25, 1.2, 1.35, 1.4, 1.2, 0.45, 0.9, 1.25, 1.25, 0.5)
