"""Names of a made-up county: by heritage, common ones first, with a long tail made of syllables.

Nobody here is anybody; how often a name stands is Zipf's law.
"""

# ruff: noqa: E501
from difflib import SequenceMatcher
from itertools import groupby, product
from random import Random

HERITAGES = {"white": 62, "south_asian": 20, "black": 8, "east_european": 6, "arab": 4}

FORENAMES: dict[str, tuple[str, str]] = {
    "white": (
        "Oliver George Harry Noah Jack Leo Arthur Muhammad Oscar Charlie Jacob Thomas Henry William"
        " Alfie Joshua Freddie Archie Ethan Isaac Joseph Alexander Samuel Daniel Logan Edward Lucas"
        " Max Mohammed Benjamin Mason Harrison Theo Jake Sebastian Finley Dylan Zachary Riley Teddy"
        " Adam Toby Matthew Louie Ryan Nathan Kai Connor Liam Callum Jamie Luke Cameron Owen Rhys"
        " Aaron Elliot Stanley Reuben Jenson Frankie Bobby Tommy Ronnie Albert Reggie Jude Hugo"
        " Christopher Anthony Nicholas Robert Michael Stephen Andrew Patrick Francis Gregory Philip"
        " Dominic Kieran Declan Sean Shane Brandon Tyler Kyle Jordan Scott Craig Peter Simon David",
        "Olivia Amelia Isla Ava Mia Ivy Lily Isabella Sophia Grace Willow Freya Emily Ella Poppy"
        " Evie Elsie Charlotte Evelyn Sienna Sofia Daisy Phoebe Sophie Alice Harper Matilda Ruby"
        " Emilia Maya Millie Isabelle Eva Luna Jessica Ada Aria Arabella Maisie Esme Eliza Penelope"
        " Bonnie Chloe Mila Violet Hallie Scarlett Layla Imogen Eleanor Molly Harriet Elizabeth"
        " Thea Erin Lottie Emma Rosie Delilah Bella Aurora Lola Nancy Ellie Mabel Lucy Ayla Maria"
        " Orla Zara Robyn Hannah Gracie Iris Jasmine Darcie Margot Holly Amelie Amber Georgia"
        " Edith Maryam Abigail Myla Anna Clara Lilly Lyra Summer Maeve Heidi Elodie Lyla Eden"
        " Katherine Victoria Rebecca Natalie Bethany Megan Caitlin Samantha Alexandra Josephine",
    ),
    "south_asian": (
        "Mohammed Muhammad Ibrahim Yusuf Ali Ahmed Hamza Zayn Umar Hassan Hussain Bilal Adam Abdullah"
        " Arjun Rohan Aarav Vihaan Aryan Krishna Dev Kabir Ishaan Harpreet Gurpreet Jaspreet Amrit"
        " Imran Faisal Tariq Usman Zain Haris Rayyan Eesa Musa Ismail Idris Haroon Sulaiman Daniyal"
        " Rahul Nikhil Sanjay Vikram Rajesh Suresh Anil Kiran Manpreet Sukhdeep Ravi Nadeem Shahid",
        "Aisha Fatima Maryam Zainab Hafsa Khadija Amina Safa Noor Inaya Zara Aaliyah Sumayyah Ayesha"
        " Anaya Priya Ananya Diya Meera Kavya Riya Simran Jasleen Harleen Manpreet Kiran Gurleen"
        " Sana Hira Iqra Mahnoor Laiba Saira Nadia Rabia Samina Shazia Farah Bushra Asma Sadia"
        " Neha Pooja Anjali Deepa Sunita Nisha Radhika Lakshmi Amrit Parminder Balvinder Hadiya",
    ),
    "black": (
        "Elijah Isaiah Josiah Caleb Malachi Emmanuel Samuel David Daniel Joshua Michael Kwame Kofi"
        " Kwaku Tunde Femi Ayo Chidi Emeka Obinna Ikenna Jamal Tyrone Darnell Marcus Andre Leon"
        " Jermaine Kieron Nathaniel Zion Abdi Mohamed Omar Yusuf Hassan Liban Mustafa Ezekiel",
        "Naomi Esther Ruth Grace Blessing Precious Faith Joy Mercy Abigail Hannah Amara Chioma Ngozi"
        " Adaeze Ifeoma Folake Yetunde Ama Akua Abena Efua Aaliyah Imani Zuri Nia Destiny Ayaan"
        " Hodan Fadumo Ifrah Sagal Hamdi Asha Shanice Tiana Keisha Renee Simone Angel Temperance",
    ),
    "east_european": (
        "Jakub Jan Filip Szymon Kacper Antoni Franciszek Wojciech Mateusz Oskar Igor Nikodem Piotr"
        " Tomasz Michał Paweł Łukasz Aleksander Andrei Alexandru Mihai Ștefan Ionuț Matei David"
        " Luca Matas Jonas Lukas Dominykas Martynas Ivan Dmitri Nikita Maksim Artem Bohdan",
        "Zuzanna Julia Maja Zofia Hanna Lena Alicja Oliwia Amelia Wiktoria Natalia Magdalena Małgorzata"
        " Agnieszka Kinga Gabriela Andreea Maria Elena Ioana Ana Daria Sofia Emilija Gabija Austėja"
        " Anastasia Polina Ksenia Oksana Olena Kateryna Viktoria Ilona Katarzyna Aleksandra Dorota",
    ),
    "arab": (
        "Mohammad Ahmad Omar Khalid Youssef Ali Hassan Hussein Karim Tarek Sami Rami Bilal Hamza"
        " Anas Zaid Yahya Ibrahim Abdulrahman Abdulaziz Saif Fares Nasser Mahmoud Mustafa Mehdi",
        "Fatma Maryam Noor Layla Sara Hala Rania Salma Yasmin Leila Huda Amal Rana Dina Lina Mariam"
        " Jana Malak Zahra Aya Hiba Reem Samira Nada Farida Shaima Asmaa Khadijah Ruqayyah Zaynab",
    ),
}

SURNAMES: dict[str, str] = {
    "white": (
        "Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker"
        " White Roberts Green Hall Wood Jackson Clarke Harris Lewis Turner Hill Cooper Ward Moore"
        " Morris King Watson Harrison Morgan Baker Martin Allen James Scott Phillips Parker Bennett"
        " Lee Price Griffiths Carter Bailey Shaw Richardson Murphy Collins Bell Kelly Cook Marshall"
        " Ellis Simpson Gray Stevens Mills Webb Palmer Hunt Barker Holmes Rogers Knight Matthews"
        " Campbell Butler Foster Mitchell Adams Stevenson Fletcher Hughes Edwards Kennedy O'Brien"
        " O'Connor O'Neill McDonald Mackenzie MacDonald Fitzgerald Byrne Doyle Gallagher Reynolds"
        " Pearson Hamilton Graham Fisher Barnes Chapman Sutton Harvey Fox Lane Dixon Gibson Spencer"
    ),
    "south_asian": (
        "Khan Patel Hussain Ahmed Ali Begum Singh Kaur Shah Akhtar Malik Iqbal Mahmood Hussein Bibi"
        " Rahman Islam Chowdhury Miah Uddin Sharma Kumar Gill Sandhu Dhillon Bains Sidhu Mirza Qureshi"
        " Butt Sheikh Raja Aziz Rashid Khatun Desai Mistry Chauhan Joshi Mehta Rana Bhatti Javed Nawaz"
    ),
    "black": (
        "Williams Brown Campbell Clarke Johnson Thompson Mensah Owusu Boateng Asante Okafor Okeke Obi"
        " Adeyemi Ogunleye Balogun Adebayo Ibrahim Mohamed Ali Hassan Abdi Warsame Yusuf Farah Daley"
        " Francis Gordon Grant Henry Joseph Lewis Morgan Palmer Reid Richards Wright Nwosu Eze Bello"
    ),
    "east_european": (
        "Kowalski Nowak Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak"
        " Dąbrowski Kozłowski Jankowski Mazur Popescu Ionescu Popa Radu Stan Dumitru Petrov Ivanov"
        " Kazlauskas Petrauskas Jankauskas Shevchenko Bondarenko Kovalenko Melnyk Horvath Novák Dvořák"
    ),
    "arab": (
        "Hassan Ali Ahmed Mohamed Ibrahim Al-Hassan Al-Khatib El-Sayed Mansour Haddad Khoury Nasser"
        " Saleh Hamdan Abbas Aziz Farouk Hakimi Rahimi Noori Ahmadi Karimi Zadeh Kamal Sharif Younis"
    ),
}

STARTS = (
    "Ash Bar Bram Cald Chal Dun East Fair Gar Had Hart Hol Kirk Lang Mar Nor Pem Rad Stan Thorn"
)
ENDS = "bourne by combe croft den dale field ford gate ham hurst ley low more ridge shaw sley stone ton well"
FOREIGN = "Abd Bal Chak Dar Faz Gul Har Jan Kar Lal Mal Nar Pan Qam Raj Sal Tal Vas War Zam"
FOREIGN_ENDS = (
    "ani dar deep een esh gar inder jit khel mani nath oor pour rani shid tar ullah vala wal zai"
)
SLAVIC = "Bor Choj Gra Jab Kacz Krol Lis Mich Now Ost Paw Rog Sad Tur Urb Wal Wro Zaj Zal Sok"
SLAVIC_ENDS = (
    "owski ewski icki czyk iak arek ulski escu eanu enko aitis auskas ova in ak ek ik uk as is"
)


def _tail(starts: str, ends: str) -> list[str]:
    made = product(starts.split(), ends.split(), ("", "er", "s"))
    return [f"{start}{end}{more}" for start, end, more in made]


TAILS = {
    "white": _tail(STARTS, ENDS),
    "south_asian": _tail(FOREIGN, FOREIGN_ENDS),
    "black": _tail(FOREIGN, ENDS),
    "east_european": _tail(SLAVIC, SLAVIC_ENDS),
    "arab": _tail(FOREIGN, FOREIGN_ENDS),
}


class Names:
    """Draws names of a heritage, the common ones often."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._surnames = {group: _ranked(_all_surnames(group)) for group in HERITAGES}
        self._forenames = {
            (group, sex): _ranked(FORENAMES[group][sex == "F"].split())
            for group in HERITAGES
            for sex in "MF"
        }

    def heritage(self) -> str:
        return self._chance.choices(list(HERITAGES), list(HERITAGES.values()))[0]

    def surname(self, heritage: str) -> str:
        names, weights = self._surnames[heritage]
        return self._chance.choices(names, cum_weights=weights)[0]

    def forename(self, heritage: str, sex: str) -> str:
        names, weights = self._forenames[heritage, sex]
        return self._chance.choices(names, cum_weights=weights)[0]

    def like(self, forename: str, heritage: str, sex: str) -> str:
        """Another name of the same heritage that looks most like it, as near-identical twins have;
        nobody gives both twins two spellings of one name."""
        listed = self._forenames[heritage, sex][0]
        others = [
            name
            for name in listed
            if name != forename and _consonants(name) != _consonants(forename)
        ]
        return max(others, key=lambda name: SequenceMatcher(None, name, forename).ratio())


def _consonants(name: str) -> str:
    return "".join(letter for letter, _ in groupby(name.lower()) if letter not in "aeiouy")


def _all_surnames(heritage: str) -> list[str]:
    return [*SURNAMES[heritage].split(), *TAILS[heritage]]


def _ranked(names: list[str]) -> tuple[list[str], list[float]]:
    total, weights = 0.0, []
    for rank in range(1, len(names) + 1):
        total += 1 / rank**0.8
        weights.append(total)
    return names, weights
