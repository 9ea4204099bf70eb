"""Surnames and forenames, by where the names of a family come from.
They are ordinary names and made-up ones, put together here; none was taken from a register."""

from random import Random

PLACES = (
    "Alder", "Ash", "Bar", "Birk", "Black", "Bram", "Brook", "Cas", "Clay", "Dun", "East", "Elm",
    "Fern", "Garrow", "Green", "Hazel", "Holl", "Ingle", "Kestrel", "Lang", "Lark", "Marsh",
    "Merrow", "Mill", "North", "Oak", "Pell", "Quarn", "Rush", "Sand", "Silver", "Stan", "Thorn",
    "Under", "West", "Whit", "Win", "Wood", "Yar",
)  # fmt: skip
ENDINGS = (
    "by", "combe", "croft", "dale", "den", "field", "ford", "ham", "hurst", "ley", "low", "mere",
    "moor", "shaw", "stead", "thorpe", "ton", "wick", "worth",
)  # fmt: skip
COMMON = (
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patterson",
    "Robinson", "Wright", "Thompson", "Evans", "Walker", "White", "Roberts", "Hughes", "O'Brien",
    "O'Connor", "Murphy", "McKenzie", "MacDonald", "Clarke", "Clark", "Stephens", "Stevens",
)  # fmt: skip
BRITISH = (*COMMON, *(f"{place}{ending}" for ending in ENDINGS for place in PLACES))
SURNAMES = {
    "british": BRITISH,
    "european": (
        "Nowak", "Kowalski", "Kowalska", "Wiśniewski", "Wójcik", "Kamiński", "Zieliński",
        "Szymański", "Dąbrowska", "Popescu", "Ionescu", "Dumitru", "Dvořák", "Novák", "Horváth",
        "Nagy", "Kováč", "Petrov", "Ivanova", "Müller", "Schröder", "García", "Muñoz", "Gonçalves",
        "Ferreira", "Rossi", "Jansen", "Sørensen", "Çelik", "Yılmaz", "Žukauskas", "Bērziņš",
        "Lacatus", "Stoica", "Mazur", "Krawczyk", "Piotrowski", "Grabowska", "Pavlova", "Marković",
    ),
    "asian": (
        "Khan", "Ahmed", "Ahmad", "Hussain", "Hussein", "Ali", "Begum", "Bibi", "Akhtar", "Iqbal",
        "Malik", "Mahmood", "Mehmood", "Shah", "Chowdhury", "Choudhury", "Miah", "Mia", "Rahman",
        "Rehman", "Uddin", "Islam", "Hoque", "Haque", "Patel", "Singh", "Kaur", "Sharma", "Gill",
        "Sandhu", "Dhillon", "Mistry", "Desai", "Joshi", "Nair", "Menon", "Reddy", "Siddiqui",
        "Qureshi", "Mirza", "Sultana", "Khatun", "Perera", "Fernando", "Bashir", "Yousaf", "Aslam",
    ),
    "african": (
        "Okafor", "Okonkwo", "Adeyemi", "Adebayo", "Ogunleye", "Eze", "Nwosu", "Mensah", "Owusu",
        "Boateng", "Asante", "Osei", "Abdi", "Mohamed", "Mohamud", "Warsame", "Hassan", "Hersi",
        "Tesfaye", "Bekele", "Haile", "Moyo", "Ncube", "Dube", "Banda", "Phiri", "Diallo", "Traoré",
        "Koné", "Camara", "Campbell", "Bailey", "Francis", "Gordon", "Grant", "Lewin", "Marley",
    ),
    "eastern": (
        "Chen", "Chan", "Wong", "Wang", "Li", "Lee", "Liu", "Lam", "Zhang", "Cheung", "Nguyen",
        "Nguyễn", "Tran", "Pham", "Haddad", "El-Masri", "Al-Hassan", "Al Hassan", "Mansour",
        "Khalil", "Rahimi", "Karimi", "Ahmadi", "Barzani", "Aziz", "Santos", "Reyes", "Cruz",
        "Kim", "Park", "Tanaka", "Öztürk", "Demir", "Kaya", "Yusufzai", "Popal",
    ),
}  # fmt: skip
BOYS = {
    "british": (
        "Oliver", "George", "Arthur", "Noah", "Jack", "Harry", "Alfie", "Charlie", "Thomas",
        "James", "William", "Joshua", "Daniel", "Samuel", "Joseph", "Benjamin", "Edward", "Henry",
        "Lewis", "Louis", "Jayden", "Jaydon", "Tyler", "Connor", "Callum", "Finley", "Rhys",
        "Dylan", "Ethan", "Jacob", "Max", "Toby", "Reuben", "Jude", "Theo", "Leo", "Matthew",
        "Alexander", "Michael", "Christopher", "Robert", "Luke", "Ryan", "Kyle", "Mason", "Riley",
    ),
    "european": (
        "Jakub", "Kacper", "Szymon", "Filip", "Mateusz", "Michał", "Łukasz", "Andrei", "Ionuț",
        "Matei", "Luca", "Tomáš", "Marek", "Dániel", "Miloš", "José", "Jesús", "André", "João",
        "Jonas", "Nikolai", "Aleksandr", "Dominik", "Oskar", "Patryk",
    ),
    "asian": (
        "Mohammed", "Muhammad", "Mohammad", "Ibrahim", "Yusuf", "Yousuf", "Adam", "Zain", "Hamza",
        "Ali", "Ahmed", "Haris", "Rayan", "Ayaan", "Ayan", "Arjun", "Aarav", "Rohan", "Dev", "Veer",
        "Bilal", "Usman", "Umar", "Omar", "Hassan", "Hussain", "Ismail", "Zakariya", "Imran",
    ),
    "african": (
        "Emmanuel", "David", "Samuel", "Daniel", "Chidi", "Emeka", "Tunde", "Kwame", "Kofi",
        "Abdirahman", "Abdullahi", "Mohamed", "Yonas", "Tendai", "Tinashe", "Moussa", "Ousmane",
        "Jerome", "Marcus", "Malachi", "Isaiah", "Elijah", "Caleb", "Josiah",
    ),
    "eastern": (
        "Wei", "Jun", "Ming", "Kai", "Minh", "Duc", "Omar", "Karim", "Youssef", "Hassan", "Reza",
        "Amir", "Rawand", "Emre", "Mehmet", "Kenji", "Min-jun", "Miguel", "Angelo", "Farhad",
    ),
}  # fmt: skip
GIRLS = {
    "british": (
        "Olivia", "Amelia", "Isla", "Ava", "Ivy", "Lily", "Lilly", "Freya", "Florence", "Willow",
        "Grace", "Evie", "Ella", "Sophie", "Sofia", "Emily", "Charlotte", "Poppy", "Daisy", "Ruby",
        "Elizabeth", "Katherine", "Catherine", "Kathryn", "Rebecca", "Jessica", "Abigail", "Megan",
        "Chloe", "Hannah", "Holly", "Molly", "Millie", "Phoebe", "Rosie", "Alice", "Eleanor",
        "Annabelle", "Sarah", "Sara", "Anna", "Emma", "Lucy", "Zoe", "Maisie", "Niamh", "Caitlin",
    ),
    "european": (
        "Zuzanna", "Julia", "Maja", "Zofia", "Oliwia", "Małgorzata", "Aleksandra", "Ioana",
        "Andreea", "Ștefania", "Tereza", "Eliška", "Zsófia", "Inês", "Lucía", "Chloé", "Zoë",
        "Anastasia", "Natalia", "Nataliya", "Ana", "Elena", "Milena", "Ugnė",
    ),
    "asian": (
        "Aisha", "Ayesha", "Fatima", "Fatema", "Maryam", "Mariam", "Zara", "Zahra", "Amina",
        "Ameena", "Amira", "Hafsa", "Inaya", "Anaya", "Sana", "Noor", "Nur", "Safa", "Sumaiya",
        "Khadija", "Jasmine", "Simran", "Priya", "Anjali", "Diya", "Riya", "Meera", "Aaliyah",
    ),
    "african": (
        "Grace", "Esther", "Blessing", "Precious", "Ngozi", "Chioma", "Ama", "Abena", "Hodan",
        "Amina", "Fatuma", "Fatou", "Aminata", "Bethlehem", "Rudo", "Tariro", "Nyasha", "Naomi",
        "Zainab", "Keisha", "Shanice", "Abigail", "Deborah", "Ruth",
    ),
    "eastern": (
        "Mei", "Xin", "Yan", "Ling", "Linh", "Thuy", "Layla", "Leila", "Laila", "Nour", "Yasmin",
        "Fatemeh", "Shirin", "Elif", "Zeynep", "Yuki", "Ji-woo", "Maria", "Angel", "Mina",
    ),
}  # fmt: skip
FORENAMES = {"M": BOYS, "F": GIRLS}
GROUPS = {
    **dict.fromkeys(("WOTH", "WROM", "WIRT"), "european"),
    **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "MWAS"), "asian"),
    **dict.fromkeys(("BCRB", "BAFR", "BOTH", "MWBC", "MWBA"), "african"),
    **dict.fromkeys(("CHNE", "OOTH", "MOTH", "REFU"), "eastern"),
}
NICKNAMES = {
    "Thomas": "Tom", "Daniel": "Danny", "Samuel": "Sam", "Joseph": "Joe", "Benjamin": "Ben",
    "Edward": "Ted", "Alexander": "Alex", "Michael": "Mike", "Christopher": "Chris",
    "Robert": "Bob", "William": "Billy", "Matthew": "Matt", "Joshua": "Josh", "Oliver": "Ollie",
    "Elizabeth": "Beth", "Katherine": "Katie", "Catherine": "Cathy", "Kathryn": "Kate",
    "Rebecca": "Becky", "Jessica": "Jess", "Abigail": "Abi", "Charlotte": "Lottie",
    "Eleanor": "Ellie", "Amelia": "Millie", "Isla": "Izzy", "Jacob": "Jake", "David": "Dave",
    "Mohammed": "Mo", "Muhammad": "Mo", "Emmanuel": "Manny", "Aleksandra": "Ola",
    "Zuzanna": "Zuzia", "Jakub": "Kuba", "Anastasia": "Nastya", "Maria": "Mia",
}  # fmt: skip
SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "i"), ("y", "i"), ("c", "k"), ("z", "s"),
    ("ou", "u"), ("ai", "ei"), ("mm", "m"), ("nn", "n"), ("ll", "l"), ("ei", "ie"),
)  # fmt: skip


def group_of(ethnicity: str) -> str:
    return GROUPS.get(ethnicity, "british")


def some(chance: Random, names: tuple[str, ...]) -> str:
    """One of the names; those that come first are the more frequent ones."""
    return names[int(len(names) * chance.random() ** 1.6)]


def surname(chance: Random, group: str) -> str:
    return some(chance, SURNAMES[group])


def forename(chance: Random, group: str, sex: str) -> str:
    return some(chance, FORENAMES[sex][group])


def near(name: str) -> str:
    """A forename that is nearly the same, as parents of twins like them."""
    for vowel, other in (("a", "e"), ("e", "i"), ("i", "a"), ("o", "a"), ("u", "a")):
        if vowel in name[1:]:
            place = name.rindex(vowel)
            return f"{name[:place]}{other}{name[place + 1 :]}"
    return f"{name}a"
