"""What there is to do in a year: what comes back, what each season brings, and what comes in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Project:
    """Something that the group prepares. `tasks` of them, from `begins` to its `day`."""

    tag: str
    what: str
    begins: date
    day: date
    tasks: int


PROJECTS = (
    Project("ag", "l'assemblée", date(2026, 1, 6), date(2026, 2, 14), 20),
    Project("velo", "la bourse aux vélos", date(2026, 2, 17), date(2026, 3, 28), 20),  # the clocks change that night
    Project("plantes", "le troc de plantes", date(2026, 3, 24), date(2026, 4, 25), 18),
    Project("voisins", "la fête des voisins", date(2026, 4, 28), date(2026, 5, 29), 24),
    Project("fete", "la fête d'été", date(2026, 5, 12), date(2026, 6, 20), 34),
    Project("camp", "le camp des jeunes", date(2026, 6, 16), date(2026, 7, 10), 14),
    Project("forum", "le forum des associations", date(2026, 8, 20), date(2026, 9, 12), 20),
    Project("bal", "le bal", date(2026, 9, 15), date(2026, 10, 24), 32),  # and go back that night
    Project("collecte", "la collecte", date(2026, 10, 27), date(2026, 11, 28), 18),
    Project("noel", "le repas de fin d'année", date(2026, 11, 17), date(2026, 12, 19), 20),
)
DEEDS = (
    *("Réserver une salle pour {}", "Imprimer des affiches pour {}", "Coller les affiches de {}"),
    *("Écrire à la mairie au sujet de {}", "Emprunter des tables pour {}", "Prévoir les boissons de {}"),
    *("Appeler la presse pour {}", "Tenir la caisse de {}", "Trouver un vidéoprojecteur pour {}"),
    *("Demander une subvention pour {}", "Faire le plan de {}", "Louer la sono de {}", "Cuisiner pour {}"),
    *("Ranger après {}", "Photographier {}", "Préparer l'accueil de {}", "Assurer {}", "Décorer pour {}"),
    *("Faire les comptes de {}", "Remercier les partenaires de {}", "Chercher des lots pour {}"),
    *("Conduire la camionnette de {}", "Prévenir les voisins de {}", "Installer les barnums de {}"),
    *("Rédiger le compte rendu de {}", "Acheter des gobelets pour {}", "Tracer les allées de {}"),
    *("Monter la scène de {}", "Nettoyer après {}", "Relire le tract de {}", "Inviter la fanfare à {}"),
    *("Garder les enfants à {}", "Brancher les lumières de {}", "Compter les entrées à {}"),
    *("Chercher les clés pour {}", "Trier les déchets de {}", "Distribuer les tracts de {}", "Animer {}"),
)
IN_ENGLISH = (
    "Book a van",
    "Translate the leaflet",
    "Fix the lights",
    "Bake something",
    "Paint the signs",
    "Borrow benches",
)
PLACES_IN_ENGLISH = (
    "for the school",
    "for the church",
    "for the youth club",
    "for the choir",
    "for the library",
    "for us",
)
ODD_JOBS = (
    *("Réparer la serrure", "Changer une ampoule", "Répondre au courriel", "Ranger le placard", "Scanner le courrier"),
    *("Commander des cartouches", "Rappeler l'assurance", "Mettre le site à jour", "Tailler la haie", "Vider le local"),
    *("Relancer les adhésions", "Porter un chèque", "Recopier les statuts", "Prêter la remorque", "Laver les nappes"),
)
PLACES = (
    *("du local", "de la cave", "du jardin", "de la cuisine", "du bureau", "de l'atelier", "du hangar", "de l'entrée"),
    *("de la bibliothèque", "du garage", "de la cour", "du grenier", "de l'annexe"),
)
WEEKLY = (  # title, French weekday, its number, from
    ("Relever le courrier", "lundis", 0, date(2026, 1, 6)),
    ("Arroser le potager", "vendredis", 4, date(2026, 4, 1)),
)
MONTHLY = (("Envoyer la lettre aux adhérents", 5, date(2026, 1, 7)), ("Tenir la trésorerie", 20, date(2026, 1, 7)))
ROLES = (("trésorerie", date(2026, 2, 16)), ("clés", date(2026, 3, 3)), ("presse", date(2026, 9, 14)))
CHATTER = (
    *("bonjour tout le monde !", "qui a les clés ?", "à demain", "merci, c'était super", "je suis en retard de 5 min"),
    *(
        "quelqu'un a vu la remorque ?",
        "👍",
        "on se retrouve où ?",
        "see you there",
        "c'est noté",
        "/",
        "12",
        "trop bien",
    ),
)
QUESTIONS = (
    *(
        "/taches moi",
        "/taches moi",
        "/taches",
        "/taches libres",
        "/taches retard",
        "/bilan",
        "/aide",
        "/chercher salle",
    ),
    *("/etat", "/donnees", "/moncalme", "/calme", "/reglages", "/fiat", "/taches #bal"),
)
SEASON = (9, 9, 9, 10, 12, 11, 6, 3, 10, 10, 7, 4)
"""How much of a hundred tasks each month brings, in all."""
