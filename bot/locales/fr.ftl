# Les phrases du robot en français. Ce fichier est tout ce qu'il faut toucher pour traduire.
#
# Un message est `clef = texte` ; `{ $name }` est la place d'une valeur, et un nombre choisit sa tournure :
#     tasks-left = { $count ->
#         [one] { $count } tâche
#        *[other] { $count } tâches
#      }
# Les valeurs sont des mots, des personnes, des jours ou des commandes à taper : elles restent où vous les mettez,
# et seuls les nombres peuvent choisir. `{ STRONG($count) }` met en valeur un nombre, ou des `"mots entre guillemets"`.
#
# Typographie : une espace insécable (U+00A0, une seule sorte) avant ? ! : ; » et après «.
# Écriture : tourner la phrase (« Arrivée de Zoé ») plutôt que d'accorder ; ni point médian, ni parenthèses.

## Listes et jours

# Entre les phrases d'une même ligne.
line-separator = { " · " }
# $weekday est court (« ven. »), $month est un nom entier. Le premier du mois se dit « 1er ».
speech-day =
    { $weekday } { $day ->
        [one] 1er
       *[other] { $day }
    } { $month }
speech-day-of-year =
    { $weekday } { $day ->
        [one] 1er
       *[other] { $day }
    } { $month } { $year }
# $day est l'un des deux ci-dessus ; $time est toujours comme 18:00.
speech-moment = { $day } à { $time }


## Réactions et réponses courtes

ack = 👍
noted = C'est noté.
noted-taken = C'est noté : { $number } { $title } est entre tes mains.
noted-helping = C'est noté, merci du coup de main : { $number } { $title }.
noted-done = C'est noté, merci : { $tasks }.
noted-asked = C'est noté : la question est posée à { $name }.
noted-for-name = C'est noté : en attendant { $name }, la tâche reste ouverte à qui veut.
noted-help = C'est noté : on cherche du renfort.
noted-cancelled = C'est supprimé : { $tasks }.
noted-undone = C'est repris : { $tasks }.
noted-after = C'est noté : { $task } vient après { $tasks }.
look-alike = Cela ressemble à { $number } { $title }. Si c'est la même chose, celle-ci peut partir.
free-to-start = Ce que celle-ci attendait est terminé, la voie est libre :
dropped-by = { $who } a supprimé une tâche en cours :
near-miss = Était-ce { $command } ?
near-miss-two = Était-ce { $command } ou { $other } ?
edit-too-late = Passé un quart d'heure, corriger le message ne change plus rien. Pour corriger la tâche : { $example }
from-team = { $team }
late-answers = Voici ma réponse à ce qui a été écrit pendant mon absence.
task-made = Tâche { $number } créée : { $title }
stale-button = Ce choix n'est plus d'actualité ; rien n'a changé.
flood = Cela faisait beaucoup d'un coup. Ce qui est resté sans réaction ni réponse de ma part n'a pas été fait ; tu peux le renvoyer dans quelques minutes.
press-above = Pour y répondre, l'un des choix ci-dessus suffit.
button-of-another = Cette question attend la réponse de { $person }.
fault = Quelque chose n'a pas marché de mon côté ; rien n'a changé. On peut réessayer plus tard.
not-understood = Je n'ai pas bien compris. Voici de quoi avancer :

## Demandes de précision

refusal-which = De quelle tâche s'agit-il ? Par exemple : { $example }
refusal-no-such-task = Il n'y a pas de tâche { $number } ici. La liste : { $example }
refusal-no-title = Que faut-il faire ? Par exemple : { $example }
refusal-long-title = C'est long pour un titre : { $most } caractères au plus, et le reste dans la conversation.
refusal-closed = La tâche { $number } est déjà close. Pour la rouvrir : { $example }
refusal-open = La tâche { $number } est déjà ouverte. Pour la clore : { $example }
refusal-taken = { $name } s'en occupe déjà. Pour donner un coup de main : { $example }
refusal-not-asked = Pas de proposition en attente pour { $number }. Les tâches ouvertes : { $example }
refusal-not-yours = La tâche { $number } n'est pas entre tes mains. Tes tâches : { $example }
refusal-milestone = { $number } est un jalon : personne ne s'en charge. Ce qui y mène peut se prendre : { $example }
refusal-event = { $number } est un rendez-vous : personne ne s'en charge. Tout ce qui le concerne : { $example }
refusal-milestone-title = Quel jalon, et quand ? Par exemple : { $example }
refusal-milestone-date = C'est pour quand ? Par exemple : { $example }
refusal-milestone-people = Un jalon est une date dont personne ne se charge : laisse de côté les noms, les heures et le nombre de personnes. Par exemple : { $example }
refusal-project = Quel projet, en { $most } caractères au plus, et pour quoi faire ? Par exemple : { $example }
refusal-who = À qui ? Par exemple : { $example }
refusal-unknown-person = Je ne connais pas encore { $name } ici ; rien n'a changé.
refusal-already-asked = { $name } a déjà { $number } sous les yeux.
refusal-date = Je n'ai pas compris la date. Par exemple : { $example }
refusal-filter = Rien trouvé de tel. Par exemple : { $example }
refusal-help = Je ne connais pas cette commande. Toutes les commandes : { $example }
refusal-coordinators = Cela revient à la coordination du groupe.
refusal-role-unknown = Impossible de vérifier à l'instant qui coordonne ici ; merci de réessayer dans un moment.
refusal-cannot-close = Je n'ai pas le droit de fermer ce groupe. { $right } Rien n'a changé.
refusal-quiet = Quelles heures calmes ? Par exemple : { $example }
refusal-never-open = Il faut au moins une heure ouverte dans la semaine. Par exemple : { $example }
refusal-away = Jusqu'à quand ? Par exemple : { $example }
refusal-digest = Quel jour et quelle heure ? Par exemple : { $example }
ask-which-person = Plusieurs personnes s'appellent { $name }. De qui s'agit-il ?
ask-which-date = Quelle date ?
ask-when = Pour quand ? Au choix ci-dessous, ou par exemple : { $example }
refusal-being-asked = { $number } est proposée à quelqu'un : sa réponse peut encore venir.
refusal-taken-seek = { $name } s'en occupe déjà. Pour chercher du renfort : { $example }
refusal-involved = Supprimer { $number } revient à qui l'a écrite, à qui l'a en main ou à la coordination.
refusal-nothing-to-undo = Je ne trouve rien à reprendre : cela vaut pour ce qui touche aux tâches, dans les dix minutes.
refusal-undo-changed = Cela a changé entre-temps, rien n'est donc repris.
refusal-cycle = Cela tournerait en rond : { $tasks }. Rien n'a changé.
refusal-after = Après quelle tâche ? Par exemple : { $example }
refusal-edit = Que faut-il changer ? Par exemple : { $example }
ask-which-task = Quelle tâche ? Au choix ci-dessous, ou par exemple : { $example }
ask-which-team = Pour quel groupe ?

## La fiche d'une tâche

card-title = { $number } { $title }
card-quote = « { $text } »
card-note = 📝 { $text } — { $who }
somebody = quelqu'un
card-doubt = La date n'est pas sûre : laquelle est la bonne ?
card-unreachable = { $people } : je ne peux pas encore t'écrire en privé ; ouvre une conversation avec moi pour recevoir tes rappels.
item = { $number } { $title }
item-plain = { $number } { $title }
item-people = { $people }
item-asked = proposée à { $people }
status-free = 👋 cherche quelqu'un
status-for-name = 👋 pour { $name } ? cherche quelqu'un
status-proposed = ❔ proposée à { $people }
status-owned = 👤 { $people }
status-done = ✅ fait
status-done-by = ✅ fait, merci { $people }
status-cancelled = ✖ supprimée
status-cancelled-why = ✖ supprimée : { $why }
fact-leads =
    { $count ->
        [one] { $count } tâche ouverte y mène
       *[other] { $count } tâches ouvertes y mènent
    }
fact-past = sa date est passée
leads-unsaid = Pour dire ce qui y mène : { $example }
leads-none = Rien d'ouvert n'y mène.
leads-more = et { $count } de plus
status-milestone = 🏁 jalon
status-milestone-done = 🏁 jalon atteint
status-event = 👥 rendez-vous
status-event-done = 👥 rendez-vous passé
status-date-off = ✖ annulé
status-date-off-why = ✖ annulé : { $why }
fact-helpers = { $people } en renfort
fact-important = ‼ important
fact-project = #{ $project }
fact-wanted = { $there } sur { $wanted }
fact-after = après { $tasks }
fact-blocks =
    { $count ->
        [one] { $tasks } en dépend
       *[other] { $tasks } en dépendent
    }
fact-offered = à qui veut la prendre
fact-help = cherche du renfort
effort-minutes = ~{ $minutes } min
effort-hours = ~{ $hours } h
effort-both = ~{ $hours } h { $minutes }
due-day = 📅 { $day } inclus
due-morning = 📅 { $day }, matin
due-noon = 📅 { $day }, à midi
due-afternoon = 📅 { $day }, après-midi
due-evening = 📅 { $day }, soir
due-night = 📅 { $day }, dans la nuit
due-moment = 📅 { $moment }
due-none = sans date
repeats-minutely = ↻ toutes les { $every } minutes
repeats-hourly =
    { $every ->
        [one] ↻ toutes les heures
       *[other] ↻ toutes les { $every } heures
    }
repeats-daily =
    { $every ->
        [one] ↻ chaque jour
       *[other] ↻ tous les { $every } jours
    }
repeats-weekly =
    { $every ->
        [one] ↻ chaque semaine
       *[other] ↻ toutes les { $every } semaines
    }
repeats-monthly =
    { $every ->
        [one] ↻ chaque mois
       *[other] ↻ tous les { $every } mois
    }
repeats-yearly =
    { $every ->
        [one] ↻ chaque année
       *[other] ↻ tous les { $every } ans
    }
repeats-on = { $often } : { $days }
repeats-until = { $often }, jusqu'au { $day }
repeats-working-week = du lundi au vendredi
repeats-day = le { $day }
repeats-last-day = le dernier jour
repeats-place =
    { $place ->
        [one] 1er { $day }
       *[other] { $place }e { $day }
    }
repeats-last = dernier { $day }
repeats-last-but-one = avant-dernier { $day }
weekday-name =
    { $weekday ->
        [0] lundi
        [1] mardi
        [2] mercredi
        [3] jeudi
        [4] vendredi
        [5] samedi
        [6] dimanche
       *[other] { $weekday }
    }

## L'histoire d'une tâche

history-made = { $at } : ajout par { $who }
history-taken = { $at } : prise par { $who }
history-helped = { $at } : { $who } donne un coup de main
history-done = { $at } : c'est fait, d'après { $who }
history-reopened = { $at } : réouverture par { $who }
history-moved-from = { $at } : nouvelle date, par { $who } (avant : { $was })
history-moved = { $at } : nouvelle date, par { $who }
history-cancelled = { $at } : suppression, par { $who }
history-undone = { $at } : repris par { $who }
history-corrected = { $at } : correction, par { $who }
history-recurs = { $at } : cela revient
history-over = { $at } : c'est passé
history-not-yet = { $at } : pas encore, la précédente est rouverte

## Boutons

choice-take = Je m'en occupe
choice-take-of = Je prends #{ $number }
choice-accept = Je m'en occupe
choice-decline = Pas cette fois
choice-accept-of = #{ $number } : je m'en occupe
choice-decline-of = #{ $number } : pas cette fois
choice-done = C'est fait
choice-reached = C'est atteint
choice-done-of = #{ $number } : c'est fait
choice-help = Je peux aider
choice-help-of = #{ $number } : je peux aider
choice-where-of = #{ $number } : où en est-on ?
choice-new-date-of = #{ $number } : nouvelle date
choice-need-help-of = #{ $number } : il faut du renfort
choice-give-back-of = #{ $number } : je la rends
choice-day = { $day }
choice-no-date = Pas de date
choice-moment = { $moment }
choice-person = { $name }
choice-role-of = { $role } : je m'en charge
choice-rest = Voir la suite
choice-my-tasks = Mes tâches
choice-help-me = Aide
choice-cancel-of = Supprimer #{ $number }
choice-start = Mes rappels en privé
choice-in-private = Me l'envoyer en privé
choice-settings = Réglages
choice-privacy = Ce qui est gardé
choice-mydata = Tout sur moi, en fichier
choice-forgetme = M'oublier …
choice-forget = Oui, oublie-moi
choice-forget-not = Non, ne change rien
choice-free-tasks = Ce qui cherche quelqu'un
choice-language-en = English
choice-language-fr = Français
choice-task = { $number } { $title }
choice-team = { $team }
choice-typed = { $command }
choice-late = { $command } : { $label }

## Propositions et rappels

proposal-asks = { $by } te propose une tâche :
proposal-free = Oui ou non, les deux vont bien. Sans réponse, elle repartira d'elle-même.
lapsed = Ta proposition n'a pas eu de réponse ; la tâche cherche de nouveau quelqu'un :
nudge-ahead = Dans deux jours :
nudge-day = C'est bientôt :
nudge-after = Où en est cette tâche ? La date est passée, et ce n'est pas grave :

## Arriver et partir

welcome-title = Bonjour, ici Accalmie.
welcome-task = Une tâche tient en une ligne. Elle se propose ; personne ne doit rien.
welcome-calm = Je modifie mes fiches au lieu d'écrire encore, et la nuit je ne fais rien sonner.
welcome-digest = Une fois par semaine, un bilan dit ce qui est fait, ce qui presse et ce qui cherche quelqu'un.
welcome-example = Pour essayer, à recopier : { $example }
welcome-quiet = Heures calmes : de { $start } à { $end }
welcome-weekly =
    Bilan : { $weekday ->
        [0] le lundi
        [1] le mardi
        [2] le mercredi
        [3] le jeudi
        [4] le vendredi
        [5] le samedi
        [6] le dimanche
       *[other] chaque semaine
    } à { $time }
welcome-kept = Rien de vos conversations n'est gardé.
welcome-speaks = Je parle français, à l'heure d'ici : { $place }.
admission-waits = Pour que je puisse commencer, la personne qui m'héberge tape { $command } avant le { $until }. D'ici là, je ne fais rien.
admission-over = Personne ne m'a ouvert la porte à temps : je m'en vais, et je ne garde rien.
start-way = La suite est en privé ; le choix ci-dessous ouvre la conversation.
start-hello = Bonjour { $name }
start-private = Ici arrivent tes rappels et ce qu'on te propose, jamais pendant les heures calmes.
start-carried =
    { $count ->
        [0] Rien n'est entre tes mains pour l'instant.
        [one] { $count } tâche est entre tes mains.
       *[other] { $count } tâches sont entre tes mains.
    }
unreadable = Je n'ai pas pu lire un de tes messages dans « { $chat } ». S'il était pour moi, renvoie-le, s'il te plaît.
unreadable-here = Je n'ai pas pu lire ton message. Peux-tu le renvoyer ?

privacy-title = Ce qui est gardé ici
privacy-never = Vos conversations : non. Un message qui ne me demande rien n'est gardé nulle part.
privacy-tasks = Les tâches : titre, dates, projet, qui s'en occupe, notes, ce qui leur est arrivé ; du message dont une tâche est faite, son lien et une ligne au plus.
privacy-people = Les personnes : nom et identifiant sur la messagerie, place et rôles dans le groupe, tâches proposées ou prises, mots de remerciement ; langue, heure et heures calmes à soi, si elles en ont choisi, et si un bilan leur vient en privé ; les heures qu'elles peuvent donner par semaine, si elles les ont dites ; une absence, jusqu'à son terme. De ces heures et absences, personne d'autre ne sait rien.
privacy-debates = Les débats mis de côté : sujet, lien, une ligne citée au plus, un avis par personne, ce qui est décidé et quand. D'un avis sans nom, de qui il est n'est gardé que jusqu'à la décision.
privacy-letters = Ce que j'écris : les mots en sont effacés dès que c'est parti, et sa trace un à trois mois après ; une fiche reste avec sa tâche. Un « pas cette fois » n'est écrit dans aucune histoire.
privacy-voices = Ce que tu écris pour le matin : jusqu'à sa publication, ou jusqu'à ce que tu le reprennes. Une urgence : qui et quand, pour le compte de la semaine, et une ligne pour le bilan ; trente jours.
privacy-why = Pourquoi : pour que personne n'ait à tout retenir. Personne n'est compté ni classé.
privacy-until = Combien de temps : un nom, trente jours après un départ ; tout le reste, quatre-vingt-dix jours après que le robot a été retiré du groupe.
privacy-host-contact = Qui héberge ce robot : { $name } ({ $contact }).
privacy-host = Qui héberge ce robot : { $name }.
privacy-host-unknown = Qui héberge ce robot n'a pas encore laissé de nom.
privacy-between = Entre personnes : les demandes (trente jours), et les signalements à deux personnes de la coordination (quatre-vingt-dix jours au plus), ne vont qu'à qui ils s'adressent, et s'effacent d'eux-mêmes. La charte reste, une adresse d'agenda jusqu'à ce qu'on la reprenne, d'un fichier exporté rien.
privacy-correct = Pour corriger : ton nom est celui de ta messagerie, change-le là ; langue et heures avec { $settings } ; un titre ou une ligne citée avec { $edit } ; une note ou un merci à toi se reprend avec « non » à la suite.
backups-of = Les copies : ma base est sauvegardée par qui m'héberge ({ $host }) ; ce qui a été effacé depuis y reste jusqu'à ce que de plus récentes les remplacent.
backups = Les copies : qui m'héberge fait des sauvegardes de ma base ; ce qui a été effacé depuis y reste jusqu'à ce que de plus récentes les remplacent.

## Lire ce qui est gardé, et le faire oublier

mydata = Voici tout ce que je garde à ton nom, dans tous tes groupes : une page à lire, et la même chose pour les machines.
mydata-wrong = Quelque chose est faux ? { $example } dit comment le corriger.

# La page de ses propres données
file-mydata = mes-donnees
mine-title = Ce qu'Accalmie garde de toi
mine-made = Au { $at }, dans tous tes groupes.
mine-others = D'autres n'y sont nommés que là où ils ont eu affaire à toi. Ce qui ne regarde qu'eux n'est pas ici. Les mots d'une lettre sont effacés dès qu'elle est partie.
mine-all = tout ce qui en est gardé
mine-yes = oui
mine-no = non
mine-person = Tes réglages
mine-account = Tes comptes
mine-membership = Où tu es
mine-team = Ces groupes
mine-task = Tâches que tu as écrites, prises ou annotées
mine-assignment = Ta part dans les tâches
mine-attendance = Les rendez-vous où tu viens
mine-note = Tes notes
mine-role = Rôles
mine-debate = Débats que tu as mis de côté, ou où tu as dit ton avis
mine-debate-view = Tes avis sur des débats
mine-thanks = Mercis
mine-history = Ce que tu as fait à des tâches
mine-letter = Lettres à toi
mine-choice = Tes boutons
mine-later = Ce qui attend d'être publié en ton nom
mine-hours = Tes heures
mine-week-hours = Tes heures pour des semaines précises
mine-urgent = Ce que tu as trouvé urgent
mine-change = Ce que tu peux encore reprendre
mine-request = Ce que tu as demandé à d'autres, ou qu'on t'a demandé et que tu as lu
mine-asked = Les demandes qui étaient pour toi
mine-unasked = Que tu ne veux pas de demandes
mine-search = Les tâches pour lesquelles on cherche quelqu'un : pour toi, ou en te demandant
mine-unsought = Que tu ne veux pas que je te demande quelque chose de moi-même
mine-report = Ce que tu as confié à la coordination
mine-report-keeper = Ce qui t'a été confié : que cela l'a été
mine-report-line = Tes lignes sur ce qui t'a été confié
mine-feed = Tes adresses d'agenda privées
mine-seen = Les groupes où sont tes comptes
mine-link = Tes codes qui relient des groupes ou des comptes
mine-link-try = Des codes qui n'ont pas compté
mine-row-account = { $name }, sur { $messenger } ({ $account })
mine-row-membership = { $team }, depuis le { $at }
mine-row-hours = { $team } : { $hours } par semaine
mine-row-week-hours = { $team }, semaine du { $day } : { $hours }
mine-row-left = { $team }, du { $at } au { $left }
mine-row-task = { $number } { $title } ({ $team })
mine-row-debate = { $number } : { $title } ({ $team })
mine-row-accepted = Entre tes mains : { $task }
mine-row-proposed = On te propose { $task }
mine-row-attendance = Tu as dit que tu viens à { $task }
mine-row-note = Sur { $task } : { $words }
mine-row-history = { $task }, { $what }
mine-you = toi
mine-row-thanked = De toi à { $who } : { $words }
mine-row-thanks = De { $who } à toi : { $words }
mine-letter-left = { $kind } du { $at }, partie
mine-letter-waits = { $kind } du { $at }, en attente
mine-letter-dropped = { $kind } du { $at }, jamais partie
mine-kind-ack = Lettre (réaction)
mine-kind-answer = Lettre (réponse)
mine-kind-card = Lettre (fiche)
mine-kind-proposal = Lettre (proposition)
mine-kind-request = Lettre (demande)
mine-kind-nudge = Lettre (rappel)
mine-kind-digest = Lettre (bilan)
mine-kind-event = Lettre (annonce)
mine-kind-urgent = Lettre (urgence)
mine-kind-later = Lettre (message du matin)
mine-kind-system = Lettre (avis)
forget-title = Veux-tu que je t'oublie ?
forget-goes = Tout de suite, dans tous tes groupes : ton nom, tes comptes, droits, rôles et réglages, ce que je t'ai écrit ou voulais encore t'écrire, tes boutons, les mercis, et ton nom sur les fiches. Je ne te connais plus.
forget-tasks = Tes tâches ouvertes redeviennent libres.
forget-stays = Reste, sans ton nom : ce avec quoi le groupe travaille. De ce que tu as écrit, tâches : { $tasks }, notes : { $notes }, avis sur des débats : { $views }.
forget-typed =
    { $count ->
        [one] Reste tel quel : { $count } texte où quelqu'un a tapé ton nom. La coordination peut le changer ({ $example }).
       *[other] Restent tels quels : { $count } textes où quelqu'un a tapé ton nom. La coordination peut les changer ({ $example }).
    }
forget-typed-more =
    { $count ->
        [one] … et { $count } autre.
       *[other] … et { $count } autres.
    }
forget-chat = Les messages du groupe et d'ici sont à ta messagerie : efface les tiens là-bas. Ce que d'autres ont écrit de toi en privé reste jusqu'à son terme.
forget-newcomer = Si tu restes dans le groupe et m'écris encore, tu seras une nouvelle personne. Dans un salon chiffré, je dois connaître tes appareils tant que tu y es.
forget-how = Ou tape { $example }.
forget-kept = Rien n'a été effacé.
forgotten = C'est fait. Je ne te connais plus, et ceci est mon dernier message. Bonne route !
refusal-forget = Je n'ai pas compris. Regarde d'abord ce qui serait effacé : { $example }
typed-title = { $number }
typed-quote = { $number }, ligne citée
typed-reason = { $number }, raison de sa suppression
typed-project = { $number }, projet
typed-note = { $number }, note
typed-topic = Débat { $number }
typed-decision = Décision sur { $number }
typed-view = Avis sur { $number }
typed-objective = Projet
typed-role = Rôle
typed-thanks = Merci
typed-urgent = Urgent

## Listes

tasks-title =
    { $count ->
        [one] { $count } tâche ouverte
       *[other] { $count } tâches ouvertes
    }
tasks-more =
    { $count ->
        [one] Encore { $count } tâche : { $example }
       *[other] Encore { $count } tâches : { $example }
    }
tasks-none = Rien à faire ici. Pour ajouter une tâche : { $example }
unknown-people = Je ne connais pas encore { $names } ici ; la tâche est notée quand même.
tasks-none-such = Rien de ce genre en ce moment. Toute la liste : { $example }

## Ce qui décide des dates

critical-title = Ce qui décide des dates
critical-none = Aucune date ne dépend d'autres tâches pour l'instant. Pour qu'une tâche en attende une autre : { $example }
critical-missing =
    { $count ->
        [one] il manque { $count } jour
       *[other] il manque { $count } jours
    }
critical-spare =
    { $count ->
        [0] tout juste
        [one] { $count } jour de marge
       *[other] { $count } jours de marge
    }
critical-first = D'abord { $task }
critical-others = Peuvent attendre : { $tasks }
critical-can-wait =
    { $count ->
        [one] { $task } ({ $count } jour)
       *[other] { $task } ({ $count } jours)
    }
critical-between =
    { $count ->
        [one] … et { $count } autre tâche
       *[other] … et { $count } autres tâches
    }
critical-more =
    { $count ->
        [one] Encore { $count } date : { $example }
       *[other] Encore { $count } dates : { $example }
    }
critical-pace = Compté de même pour tout le monde : { $hours } par semaine, et un jour au moins par tâche.
fact-late = en retard
fact-beyond = plus que les heures libres
fact-short = ne tient pas dans le temps qui reste
fact-key = clé pour { $task }
refusal-critical = Je ne connais pas ce projet. Par exemple : { $example }

## Peut-on ?

ask-canwe-hours = Combien d'heures en tout, et d'ici quand ? Par exemple : { $example }
ask-canwe-day = { $hours }, d'ici quand ? Par exemple : { $example }
refusal-canwe-far = Les heures ne se connaissent pas si longtemps d'avance : jusqu'au { $day } tout au plus. Par exemple : { $example }
canwe-yes = Oui : { $hours } d'ici { $day }, ça tient.
canwe-later = Pas avant { $day } pour { $hours }.
canwe-no = Non : { $hours }, c'est plus que ce qui est libre dans les six mois à venir.
canwe-there = à donner d'ici { $day } : { $hours }
canwe-promised = promis : { $hours }
canwe-elsewhere = dont de gens sans heures connues : { $hours }
canwe-nobody = sans personne : { $hours }
canwe-kept = déjà nécessaire juste après : { $hours }
canwe-free = libre : { $hours }
canwe-over = de trop : { $hours }
canwe-more = Pour y arriver d'ici { $day } : trouver encore { $hours }.
canwe-more-weekly = Pour y arriver d'ici { $day } : trouver encore { $hours }, soit { $week } de plus par semaine pour tout le groupe.
canwe-give = Ou laisser, ou remettre à plus tard : { $tasks }.

## Notes, recherche et mercis

refusal-note = Que faut-il noter ? Par exemple : { $example }
refusal-long-line = C'est long pour une ligne : { $most } caractères au plus.
refusal-find = Que faut-il chercher ? Quelques mots suffisent, par exemple : { $example }
find-none = Rien ici ne parle de « { $words } ». Le début d'un mot suffit, par exemple : { $example }
find-title =
    { $count ->
        [one] { $count } tâche trouvée
       *[other] { $count } tâches trouvées
    }
find-more =
    { $count ->
        [one] … et encore { $count }. Un mot de plus permet de préciser.
       *[other] … et encore { $count }. Un mot de plus permet de préciser.
    }
refusal-thanks = Avec plaisir ! Pour remercier quelqu'un du groupe : { $example }
refusal-thanks-self = C'est mérité, et de la bouche de quelqu'un d'autre, c'est encore plus beau. Pour remercier : { $example }
note-none = Aucune ligne à toi sur { $number }. Pour en ajouter une : { $example }
thanks-none = Aucun merci à toi n'est gardé ici. Par exemple : { $example }
noted-note-off = La ligne n'est plus sur { $number }.
noted-thanks-off = Ton dernier merci est effacé.
noted-thanks = C'est noté : le merci à { $people } sera dans le prochain bilan.
ask-abandon = { $number } { $title } : la rendre, ou la supprimer pour tout le groupe ?

## Heures calmes

quiet-title = Heures calmes des sept jours à venir
quiet-open = { $day } : ouvert toute la journée
quiet-window = { $day } : calme de { $start } à { $end }
quiet-none = Pas d'heures calmes ici. Pour en fixer : { $example }
quiet-says = Pendant ces heures, je ne fais rien sonner, et les rappels attendent.
quiet-soft = On peut écrire pendant ce temps.
quiet-closes = Pendant ce temps, on n'écrit pas dans le groupe ; les réactions restent ouvertes.
chat-closed = 🌙 On n'écrit plus ici jusqu'au { $until }. Les réactions restent ouvertes.
chat-closed-urgent = Une urgence ? { $command } et la raison, à moi en privé : cela sonne ici, une fois par semaine et par personne.
choice-closed-later = ✍️ Écrire pour demain
choice-closed-urgent = 🚨 C'est urgent
chat-not-closed = Je n'ai pas pu fermer { $team } pendant ses heures calmes : je n'en ai pas le droit. { $status } dit ce qui manque.
chat-stays-closed = { $team } est encore fermé : j'ai perdu le droit de le rouvrir. Rouvre-le dans les réglages du groupe, ou redonne-moi ce droit ; { $status } dit lequel.
quiet-scale = { $cells }
quiet-day =
    { $cells } { $weekday ->
        [0] lun
        [1] mar
        [2] mer
        [3] jeu
        [4] ven
        [5] sam
        [6] dim
       *[other] jour
    } { $day }
quiet-legend = { $quiet } calme, { $part } en partie, { $open } ouvert
quiet-holidays = Les jours fériés comptent comme des dimanches.
days-all = Tous les jours
days-weekdays = Du lundi au vendredi
days-weekend = Le week-end
days-several = { $days }
days-one =
    { $weekday ->
        [0] lundi
        [1] mardi
        [2] mercredi
        [3] jeudi
        [4] vendredi
        [5] samedi
        [6] dimanche
       *[other] jour
    }
myquiet-title = Ce qui vaut pour toi, les sept jours à venir
myquiet-none = Pas d'heures calmes à toi : celles du groupe valent. Pour en fixer : { $example }
myquiet-own = Tes propres heures calmes
myquiet-says = Personne d'autre ne les voit. Des tiennes et de celles du groupe ({ $quiet }), les plus strictes valent.
choice-myquiet-off = Sans heures calmes à moi
ask-away = Jusqu'à quand ? Le premier jour de retour, par exemple : { $example }
away-until = C'est noté : rien ne te parviendra avant ton retour, le { $moment }.
away-open = C'est noté : rien ne te parviendra jusqu'à nouvel ordre.
away-says = Personne n'en est averti. Tes propres demandes ont toujours leur réponse, sans bruit.
away-due =
    { $count ->
        [one] { $count } tâche entre tes mains arrive à échéance d'ici là :
       *[other] { $count } tâches entre tes mains arrivent à échéance d'ici là :
    }
away-offered = C'est noté : chaque tâche qui arrive à échéance d'ici là est à qui veut la prendre, sans que la raison soit dite. Tant que personne ne l'a prise, elle reste entre tes mains.
away-taken = { $name } a repris { $number } { $title }. Merci à vous deux !
away-kept = C'est noté : elles restent entre tes mains.
away-back = Bon retour ! Ce qui attendait arrive aux heures ouvertes.
away-not = Aucune absence n'est notée ; rien n'a changé.
choice-away-offer = Les proposer à qui veut
choice-away-keep = Les garder
choice-away-off = Me revoilà
choice-away-open = Jusqu'à nouvel ordre

## Ce que les gens disent par la voix du robot

# $words est une ligne de ce que quelqu'un a écrit, $name la personne.
words = { $words }
voice = { STRONG($name) } : { $words }
urgent-voice = ❗ { STRONG($name) } : { $words }
urgent-aside = ❗ Pour la coordination, de la part de { STRONG($name) } : { $words }
ask-urgent = Qu'y a-t-il d'urgent ? Écris-le-moi en quelques mots, par exemple : { $example }
urgent-quiet = C'est l'heure calme dans le groupe jusqu'au { $until }. Est-ce que cela peut attendre ?
urgent-old = Tu l'as écrit le { $at }, et je ne l'entends que maintenant. Est-ce encore urgent ?
urgent-rings =
    { $count ->
        [0] Publié maintenant, ce message fait sonner les téléphones de tout le groupe.
        [one] Publié maintenant, ce message fait sonner les téléphones de tout le groupe, { $count } personne que je connais.
       *[other] Publié maintenant, ce message fait sonner les téléphones de tout le groupe, { $count } personnes que je connais.
    }
choice-urgent = Faire sonner maintenant
choice-later = Publier au matin
noted-urgent = C'est publié, avec sonnerie. Le prochain bilan en dit la raison, sans ton nom.
urgent-not = C'est noté : rien n'a sonné.
urgent-told = Le groupe a déjà sonné pour toi cette semaine. Je préviens donc la coordination, en privé et avec sonnerie, hors de ses propres heures calmes. Dans le groupe, de nouveau à partir du { $again }.
urgent-enough = J'ai déjà prévenu plusieurs fois la coordination pour toi cette semaine ; mieux vaut maintenant lui parler. Dans le groupe, de nouveau à partir du { $again }.
urgent-nobody = Le groupe a déjà sonné pour toi cette semaine, et je ne peux joindre en privé personne de la coordination. Dans le groupe, de nouveau à partir du { $again }.
refusal-undo-rang = Ce qui a sonné ne se reprend pas. Rien de grave : un mot au groupe suffit.
ask-later = Que dois-je publier dans le groupe, en ton nom, le { $moment } ? Écris-le-moi, ou bien : { $example }
later-kept = C'est gardé. Je le publie dans le groupe, en ton nom, le { $moment }, puis je l'oublie.
later-stays = Je ne peux pas effacer de messages ici : efface le tien plus haut, pour qu'on ne le lise pas deux fois.
later-open = Ce n'est pas l'heure calme dans le groupe : tu peux l'y écrire directement. Ou dois-je le publier maintenant, en ton nom ?
later-open-says = Ce n'est pas l'heure calme dans le groupe : tu peux y écrire directement. Aux heures calmes, je garde pour le matin ce que tu écris : { $example }
later-waiting = Ceci attend jusqu'au { $moment } :
later-none = Rien de toi n'attend ici.
later-refused = Je n'ai pas pu publier ceci dans le groupe :
later-left = Ce que tu avais écrit pour le matin ne sera pas publié : tu as quitté { $team }.
ask-later-change = Comment faut-il le dire ? Écris-le-moi à nouveau. Jusqu'ici :
choice-later-off = Le reprendre
choice-later-off-of = Reprendre : { $words }
choice-later-change = Le changer
choice-later-now = Publier maintenant
noted-later-now = C'est noté : publié dans le groupe, en ton nom.
noted-later-off = C'est repris : rien ne sera publié.
refusal-later-gone = Ce message n'attend plus ; rien n'a changé.
refusal-later-stands = Ce n'est pas l'heure calme ici : ton message est là, tout le monde peut le lire.
refusal-later-theirs = Je ne publie en ton nom que tes propres mots. Pour en écrire : { $example }
refusal-long-voice = C'est long : { $most } caractères au plus.
refusal-many-voices = { $most } de tes messages attendent déjà. Pour les voir : { $example }

## Demander

# $words, $about : ce que quelqu'un a écrit. $people : à qui va une demande.
choice-ask-on = Reprendre ma demande
ask-whom = À qui veux-tu demander ? Une à cinq personnes, par leur nom : { $example }
ask-begins = Une demande à { $people }
ask-calm = Quatre petites étapes, entre nous. Rien ne part sans que tu l'aies relu.
ask-there = Cela continue en privé, entre nous deux.
ask-again = Ta demande à { $people } reprend
ask-other = Ta demande à { $people } n'est pas finie. Une seule à la fois : la reprendre, ou la jeter et en commencer une à { $others } ?
ask-see = 1/4 · Que vois-tu ? Des faits, par exemple : « la salle restait à ranger après les trois derniers bals ».
ask-feel = 2/4 · Que ressens-tu ? Par exemple : « de la fatigue, et un peu de solitude ».
ask-need = 3/4 · De quoi as-tu besoin ? Par exemple : « de partager ce travail ».
ask-want = 4/4 · Que demandes-tu ? Une seule chose, à laquelle non est aussi une réponse : « peux-tu rester une demi-heure samedi ? »
ask-about = Pour finir, en deux ou trois mots : de quoi s'agit-il ? C'est tout ce qui se lit avant un oui. Par exemple : « le rangement ».
ask-so-far = Jusqu'ici :
ask-which-step = Que veux-tu dire autrement ?
ask-shown = À relire avant l'envoi à { $people }
ask-shown-to = { $people }
ask-shown-first = D'abord, une question :
ask-shown-then = Puis, après un oui :
ask-sent = C'est parti pour { $people } : d'abord la question, hors des heures calmes.
ask-sent-silence = Je te préviens dès qu'il y a une réponse. Un silence peut tout vouloir dire ; je ne relance pas. Le { $day }, tout est effacé.
ask-sent-already = C'est déjà parti ; rien n'a changé.
ask-stop-sure = Arrêter, et effacer cette demande ?
ask-stopped = C'est effacé : rien n'en est gardé.
ask-withdrawn = C'est repris : qui ne l'a pas encore lu ne le lira pas.
ask-unreached =
    { $count ->
        [one] { $people } n'a pas encore ouvert de conversation privée avec moi : je ne peux pas y demander. De vive voix, peut-être ?
       *[other] { $people } n'ont pas encore ouvert de conversation privée avec moi : je ne peux pas y demander. De vive voix, peut-être ?
    }
ask-too-soon = Une demande de toi est allée à { $people } il y a peu. Pour que personne ne se sente sous pression, la prochaine peut partir à partir du { $moment }.
choice-ask-there = Continuer en privé
choice-ask-new = La jeter, commencer l'autre
choice-ask-only = Demander seulement à { $people }
choice-ask-keep = Garder ainsi
choice-ask-skip = Laisser vide
choice-ask-back = Revenir
choice-ask-restart = Recommencer
choice-ask-stop = Arrêter et effacer
choice-ask-see = 1 · Ce que je vois
choice-ask-feel = 2 · Ce que je ressens
choice-ask-need = 3 · Ce dont j'ai besoin
choice-ask-want = 4 · Ce que je demande
choice-ask-about = De quoi il s'agit
choice-ask-to = À qui
choice-ask-as-it-is = Rien, c'est bien ainsi
choice-ask-send = Envoyer
choice-ask-change = Changer une étape
choice-ask-drop = Jeter
refusal-ask-whom = À qui ? Une à cinq personnes, par leur nom, par exemple : { $example }
refusal-ask-many = Une demande va à { $most } personnes au plus, chacune par son nom. Ce qui est pour tout le monde se dit mieux dans le groupe.
refusal-ask-self = C'est toi. Une demande va à quelqu'un d'autre, par exemple : { $example }
refusal-ask-day = Tu as envoyé { $most } demandes en une journée. La prochaine peut partir à partir du { $moment }.
refusal-ask-want = Seule cette étape ne peut pas rester vide : que demandes-tu ?
refusal-ask-gone = Cette demande n'est plus là ; rien n'a changé. Pour en commencer une : { $example }
request-may = { $by } aimerait te demander quelque chose. Est-ce un bon moment ?
request-may-about = { $by } aimerait te demander quelque chose ({ $about }). Est-ce un bon moment ?
request-may-free = Rien ne presse : un non ou un silence n'est dit à personne.
request-from = { $by } te demande
request-see = Ce que je vois : { $words }
request-feel = Ce que je ressens : { $words }
request-need = Ce dont j'ai besoin : { $words }
request-want = Ce que je demande : { $words }
request-free = Oui, non ou pas de réponse : les trois vont bien.
request-how = Réponds d'un bouton, ou écris simplement : ton prochain message ici va à { $name }, et à personne d'autre.
request-answer = { $by } te répond · { $about }
request-says-can = Je peux.
request-says-cannot = Je ne peux pas.
request-says-elsewhere = Mieux vaudrait demander à quelqu'un d'autre.
request-passed = C'est transmis à { $name }, et à personne d'autre.
request-answered = { $name } a déjà ta réponse.
request-not-now = Très bien, et ce n'est dit à personne. Si le bon moment vient, c'est encore là jusqu'au { $day }.
request-more-who =
    { $count ->
        [one] Demandé par { $by } le { $day }, à toi seulement.
       *[other] Demandé par { $by } le { $day }, à { $count } personnes, chacune en privé.
    }
request-more-about = De quoi il s'agit : { $about }
request-more-free = Oui veut seulement dire lire quelques lignes. Personne n'est relancé, et le { $day } tout est effacé.
request-which = La demande de qui ?
request-gone = Cette demande n'est plus là ; rien n'est attendu de toi.
request-off = C'est noté : plus aucune demande, de personne, et nul n'en est averti. Pour les permettre à nouveau : { $example }
request-on = C'est noté : on peut à nouveau te demander quelque chose.
ask-request-else = Qui serait mieux à même d'aider { $name } ? Écris-moi un nom ou quelques mots : ils vont à { $name } et à personne d'autre.
ask-request-say = Écris-le-moi : ton prochain message ici va à { $name }, et à personne d'autre.
choice-request-yes = { $name } : oui, je lis
choice-request-notnow = { $name } : pas maintenant
choice-request-else = { $name } : quelqu'un d'autre ?
choice-request-more = { $name } : en savoir plus
choice-request-off = Plus de ces demandes
choice-request-on = Les permettre à nouveau
choice-request-elsewhere = Dire seulement : quelqu'un d'autre
choice-answer-can = Je peux
choice-answer-cannot = Je ne peux pas
choice-answer-say = Avec mes mots

## Réglages, coordination, état

settings-title = Réglages
settings-language-en = Langue du groupe : anglais
settings-language-fr = Langue du groupe : français
settings-zone = Fuseau horaire du groupe : { $place } ({ $zone })
settings-country = Pays, pour les fêtes et les dates comme 3/4 : { $country }
settings-country-off = Pays : aucun, le jour se lit avant le mois
settings-quiet = Heures calmes ici : de { $start } à { $end }
settings-quiet-days = Heures calmes ici : selon les jours, voir { $example }
settings-quiet-off = Heures calmes ici : aucune
settings-holidays = Jours fériés : calmes comme un dimanche
settings-holidays-off = Jours fériés : des jours comme les autres
settings-effort = Une tâche qui ne dit pas sa durée compte { $effort }
settings-effort-off = Une tâche qui ne dit pas sa durée ne compte pas
settings-talk-silent = Ce que je dis ici : des réactions et le bilan, rien d'autre
settings-talk-normal = Ce que je dis ici : des réactions, les fiches des tâches, le bilan
settings-talk-full = Ce que je dis ici : des réactions, les fiches, le bilan, et les réponses à la vue de tout le groupe
choice-effort = Ce que compte une tâche …
choice-effort-of = { $effort }
choice-effort-none = Rien
noted-effort = C'est noté : une tâche qui ne dit pas sa durée compte { $effort }.
noted-effort-off = C'est noté : une tâche qui ne dit pas sa durée ne compte pas.
ask-effort = Combien compte une tâche qui ne dit pas sa durée ? Au choix ci-dessous, ou par exemple : { $example }
refusal-effort = Combien de temps, 40 h au plus ? Par exemple : { $example }
choice-talk = Ce que je dis ici …
choice-talk-silent = Réactions et bilan seulement
choice-talk-normal = Les fiches aussi
choice-talk-full = Les réponses ici aussi
noted-talk-silent = C'est noté : ici, je ne fais que réagir et apporter le bilan. Ce qu'il faut savoir vient en privé.
noted-talk-normal = C'est noté : ici, je réagis, je montre les tâches en fiches et j'apporte le bilan. Les réponses viennent en privé.
noted-talk-full = C'est noté : à ce qui est demandé ici, je réponds ici, à la vue de tout le groupe.
choice-holidays-on = Jours fériés comme un dimanche
choice-holidays-off = Jours fériés comme les autres jours
noted-holidays = C'est noté : les jours fériés sont calmes comme un dimanche.
noted-holidays-off = C'est noté : les jours fériés sont des jours comme les autres.
settings-digest =
    Bilan : { $weekday ->
        [0] le lundi
        [1] le mardi
        [2] le mercredi
        [3] le jeudi
        [4] le vendredi
        [5] le samedi
        [6] le dimanche
       *[other] chaque semaine
    } à { $time }
settings-digest-off = Bilan : aucun
settings-coordinators = Coordination : { $people }
settings-no-coordinators = Coordination : personne pour l'instant
settings-mine = Pour toi seulement
settings-my-language-en = Ta langue : anglais
settings-my-language-fr = Ta langue : français
settings-my-language-off = Ta langue : celle du groupe
settings-my-zone = Ton fuseau horaire : { $place } ({ $zone })
settings-my-zone-off = Ton fuseau horaire : celui du groupe
ask-language = Quelle langue ?
ask-country = Quel pays ? Au choix ci-dessous, ou son nom, par exemple : { $example }
choice-country = { $country }
ask-zone = Quel fuseau horaire ? Au choix ci-dessous, ou une ville, par exemple : { $example }
choice-zone = { $place } ({ $zone })
choice-zone-off = Celui du groupe
choice-other-zone = Un autre fuseau horaire
choice-my-zone = Mon propre fuseau horaire
choice-group-language-en = English for the group
choice-group-language-fr = Français pour le groupe
choice-my-language-en = English for me
choice-my-language-fr = Français pour moi
choice-quiet-on = Au calme de { $start } à { $end }
choice-quiet-off = Sans heures calmes
choice-digest-on = Un bilan le lundi
choice-digest-off = Sans bilan
noted-language-en = C'est noté : désormais je parle anglais ici.
noted-language-fr = C'est noté : désormais je parle français ici.
noted-my-language-en = C'est noté : avec toi je parle anglais.
noted-my-language-fr = C'est noté : avec toi je parle français.
noted-my-language-off = C'est noté : avec toi je parle la langue du groupe.
noted-country = C'est noté : les fêtes, et les dates comme 3/4, se lisent comme dans ce pays : { $country }.
noted-country-off = C'est noté : le jour se lit avant le mois, comme presque partout.
noted-zone = C'est noté : jours, heures calmes et bilan suivent l'heure de { $place } ({ $zone }).
noted-my-zone = C'est noté : tes dates se lisent et se disent à l'heure de { $place } ({ $zone }).
noted-my-zone-off = C'est noté : tes dates suivent l'heure du groupe.
refusal-settings = Quel réglage ? Par exemple : { $example }
refusal-language = Je ne parle pas encore cette langue. Par exemple : { $example }
refusal-country = Je ne connais pas ce pays. Par exemple : { $example }
refusal-zone = Je ne connais pas ce fuseau horaire. Une grande ville proche suffit, par exemple : { $example }
coordinators-title = Qui coordonne ici
coordinators-none = Je ne connais personne qui coordonne ici. Dès que l'administration ou la modération du groupe m'écrit, je le saurai.
coordinators-more = Pour nommer quelqu'un : { $example }
coordinator-by-chat = { $name }, par l'administration ou la modération du groupe
coordinator-named = { $name }
coordinator-you = { $by } te confie aussi la coordination du groupe. Merci !
coordinator-can = Heures calmes, bilan et rôles sont désormais aussi entre tes mains : { $settings }, { $help }.
coordinator-you-no-more = { $by } reprend la coordination du groupe. Merci pour tout ce travail.
choice-coordinator-off = Pas pour moi
noted-coordinator = C'est noté : { $name } coordonne.
noted-coordinator-off = C'est noté : { $name } ne coordonne plus.
administrator-stays = { $name } administre ou modère le groupe, et coordonne donc de toute façon.
refusal-coordinator = Qui coordonne ? Par exemple : { $example }
refusal-no-coordinator = { $name } ne coordonne pas ici. Qui coordonne : { $example }
refusal-last-coordinator = Personne d'autre ne coordonne ici. Mieux vaut nommer d'abord quelqu'un, par exemple : { $example }
status-title = Où j'en suis ici
status-hears = Je réagis aux lignes qui commencent comme { $example }, et à { $name } devant les mots. Tout le reste, je le laisse passer.
status-hears-commands = Je réagis aux lignes qui commencent comme { $example }, sans accent. Rien d'autre ne m'arrive ici, même pas mon nom.
status-no-reactions = Je ne vois pas les réactions aux messages.
status-deletes-nothing = Je ne peux pas effacer une commande privée tapée ici par mégarde.
status-administrator = Pour changer cela : dans les réglages du groupe, ajoute-moi sous « Administrateurs », avec pour seul droit « Supprimer les messages ».
status-delete-right = Pour changer cela : dans les réglages du groupe, donne-moi le droit de supprimer des messages, celui de la modération.
status-encrypts = Cette conversation est chiffrée de bout en bout, et ce que j'écris aussi.
status-in-clear = Cette conversation n'est pas chiffrée : son serveur peut la lire.
status-not-signed = Rien n'atteste encore que mon appareil est bien le mien : certaines applications peuvent refuser de me lire ou d'être lues. Qui m'héberge y remédie avec { $command }.
status-refused =
    { $count ->
        [one] Cette semaine, un de mes messages n'a pas pu paraître ici. Ai-je le droit d'écrire dans le groupe ?
       *[other] Cette semaine, { $count } de mes messages n'ont pas pu paraître ici. Ai-je le droit d'écrire dans le groupe ?
    }
status-unreadable =
    { $count ->
        [one] Cette semaine, je n'ai pas pu lire { $count } message écrit ici.
       *[other] Cette semaine, je n'ai pas pu lire { $count } messages écrits ici.
    }
status-private = Je peux t'écrire en privé.
status-no-private = Je ne peux pas encore t'écrire en privé : ouvre une conversation avec moi.
status-digest = Prochain bilan : { $moment }
status-digest-later = Le premier bilan viendra après la première tâche.
status-no-digest = Pas de bilan ici.
status-may-close = Je peux fermer le groupe pendant les heures calmes, si la coordination le veut : { $example }
status-closes = Pendant les heures calmes, je ferme le groupe ; les réactions restent ouvertes.
status-may-not-close = Je n'ai pas le droit de fermer le groupe pendant les heures calmes.
status-closes-not = Pendant les heures calmes, je devrais fermer le groupe, et je n'en ai pas le droit.
close-right = Il faut pour cela, sur Telegram, le droit d'administration « Bannir des utilisateurs », et sur Matrix le rang qui permet de changer les permissions, souvent 100.
status-quiet-until = C'est l'heure calme ici jusqu'au { $moment }.
status-quiet-from = Prochaines heures calmes ici : à partir du { $moment }.
status-never-quiet = Il n'y a pas d'heures calmes ici.
status-held =
    { $count ->
        [0] Aucun message n'attend les heures ouvertes.
        [one] { $count } message du groupe attend les heures ouvertes.
       *[other] { $count } messages du groupe attendent les heures ouvertes.
    }
status-coordinators = Coordination : { $people }
status-you-named = Tu coordonnes : quelqu'un de la coordination t'a confié cette place.
status-you-administrator = Tu coordonnes parce que tu administres ou modères le groupe ; vérifié le { $moment }.
status-you-member = Tu es membre du groupe ; vérifié le { $moment }.
status-you-unknown = Je n'ai pas pu vérifier ces temps-ci ton rôle dans le groupe.
status-more = Ce qu'on peut faire : { $help }. Ce qui est réglé : { $settings }.

## Rôles

roles-title = Qui répond de quoi
roles-none = Pas encore de rôles. Par exemple : { $example }
role-name = { $role }
role-held = { $role } : { $name }
role-asked = { $role } : proposé à { $name }
role-vacant = { $role } : à décider
role-asks = { $by } te propose un rôle :
role-owes-nothing = Oui ou non, les deux vont bien. Sans réponse, il repartira de lui-même.
role-lapsed = Ta proposition n'a pas eu de réponse ; ce rôle reste comme avant : { $role }
role-accepted = { $name } a dit oui et s'en charge désormais : { $role }
role-freed = { $by } a remis l'un de tes rôles parmi ce qui est à décider : { $role }. Merci pour tout ce travail.
choice-role-decline-of = { $role } : pas cette fois
choice-role-back = { $role } : je le rends
noted-role = C'est noté, tu t'en charges : { $role }
noted-role-free = C'est noté, ce rôle est à décider : { $role }
noted-role-removed = C'est noté, ce rôle n'est plus sur la liste : { $role }
noted-asked-unreachable = C'est noté. Je ne peux pas encore écrire à { $name } en privé ; ici, { $example } suffit pour dire oui.
refusal-role = Quel rôle, et pour qui ? Par exemple : { $example }
refusal-no-such-role = Il n'y a pas encore de rôle { $role }. Par exemple : { $example }
refusal-role-held = { $name } se charge déjà de ce rôle et peut le transmettre : { $role }. Tous les rôles : { $example }
refusal-role-not-asked = Aucun rôle n'attend ta réponse. Tous les rôles : { $example }
refusal-long-role = C'est long pour un nom de rôle : { $most } caractères au plus.
refusal-many-roles = Il y a déjà { $most } rôles ; l'un d'eux peut partir : { $example }

## Débats mis de côté

# $topic est une lettre qui nomme le débat, avec un lien vers lui.
debate-title = { $topic } · { $title }
debate-parked = ⏸ mis de côté : à l'ordre du jour de la prochaine réunion
debate-decided = ✅ décidé le { $day } : { $words }
debate-dropped = ✖ retiré de l'ordre du jour
debate-view = { $text }
debate-view-of = { $text } — { $who }
debate-views =
    { $count ->
        [0] pas encore d'avis
        [one] { $count } avis
       *[other] { $count } avis
    }
debate-more-views =
    { $count ->
        [one] … et encore { $count } avis
       *[other] … et encore { $count } avis
    }
debate-there = C'est déjà mis de côté : { $topic } · { $title }
choice-debate = { $name } · { $title }
choice-my-view = Donner mon avis
choice-my-view-of = { $name } : mon avis
choice-other-view = Changer mon avis
choice-with-name = Avec mon nom
choice-without-name = Sans mon nom
choice-withdraw = Le reprendre
choice-settled = C'est tranché
choice-drop = Retirer de l'ordre du jour
choice-decisions = Ce qui est décidé
ask-view = Ton avis, en une ligne ? Écris-le ici.
ask-privately = C'est en privé que ça se passe : écris-moi ta réponse là-bas, en une ligne.
ask-view-name = Il paraîtra sans ton nom, sauf si tu choisis ensuite de le mettre.
ask-decide = Qu'est-ce qui est décidé, en une ligne ? Écris-le ici.
ask-which-debate = Quel débat ? Ci-dessous, ou par exemple : { $example }
noted-parked = C'est noté : { $topic } · { $title } attend la prochaine réunion.
noted-settled = Pour revenir en arrière dans les dix minutes : { $example }
view-noted = C'est noté pour { $topic } : { $text }
view-named = Avec ton nom, sur la fiche.
view-unnamed = Sans ton nom, sur la fiche à partir du { $moment }, avec ce que d'autres écrivent d'ici là.
view-kept = Jusqu'à la décision, je me souviens de qui il est, pour que tu puisses le changer ; ensuite, je l'oublie. Je ne peux cacher ni une façon d'écrire, ni que personne d'autre n'a écrit ce jour-là.
view-withdrawn = C'est repris : ton avis est effacé.
view-withdrawn-later = C'est repris : ton avis quittera la fiche demain matin.
agenda-title = Ce qui attend la prochaine réunion
agenda-parked = Débats mis de côté ({ $count })
agenda-roles = Rôles à décider ({ $count })
milestones-title = Jalons à venir ({ $count })
milestones-more = et { $count } de plus, plus tard
milestones-none = Pas de jalon à venir. Par exemple : { $example }
projects-title = Projets ({ $count })
projects-more = { $count } de plus : { $example }
projects-none = Aucun projet en cours. Pour en commencer un : { $example }
project-titled = #{ $name } { $title }
project-counts =
    { $open ->
        [one] { $open } tâche ouverte
       *[other] { $open } tâches ouvertes
    }, { $done ->
        [one] { $done } faite
       *[other] { $done } faites
    }
project-ended = terminé
project-dates = Dates ({ $count })
project-tasks = À faire ({ $count })
project-no-objective = C'est pour quoi faire ? { $example }
noted-project = C'est noté : #{ $name }. Une tâche en fait partie avec ce mot : { $example }
noted-project-end =
    { $count ->
        [0] C'est noté : #{ $name } est terminé.
        [one] C'est noté : #{ $name } est terminé ; sa tâche ouverte reste.
       *[other] C'est noté : #{ $name } est terminé ; ses { $count } tâches ouvertes restent.
    }
noted-project-again = C'est noté : #{ $name } continue.
ask-project = Il n'y a pas encore de projet #{ $name }.
choice-project-make = Créer #{ $name }
choice-projects = Les projets
choice-projects-ended = Terminés ({ $count })
choice-project-end = C'est terminé
choice-project-again = Le reprendre
agenda-dates = Dates à venir ({ $count })
agenda-empty = Rien n'attend la prochaine réunion. Pour mettre un débat de côté : { $example }
decisions-title = Ce qui est décidé
decisions-none = Aucune décision n'est notée pour l'instant. Par exemple : { $example }
decisions-more = Les plus anciennes se retrouvent : { $example }
find-projects = Projets ({ $count })
find-debates =
    { $count ->
        [one] { $count } débat
       *[other] { $count } débats
    }
refusal-park = Quel débat ? En réponse à un de ses messages, ou par exemple : { $example }
refusal-many-parked = { $most } débats attendent déjà ; l'un d'eux peut être tranché d'abord : { $example }
refusal-agenda = Je ne trouve pas ce débat. Par exemple : { $example }. Pour en mettre un de côté : { $again }
refusal-no-such-debate = Aucun débat n'a cette lettre ici. Ce qui attend : { $example }
refusal-debate-over = { $topic } · { $title } est clos. Pour voir ce qu'il est devenu : { $example }
refusal-settle = Noter l'issue de { $topic } · { $title } revient à qui l'a mis de côté et à la coordination. Ton avis compte : { $example }

## La charte du groupe

choice-charter = La charte
choice-charter-write = Écrire la charte
choice-charter-change = L'écrire autrement
choice-charter-now = La mettre en vigueur
choice-charter-version = Version { $version }
choice-apart = Continuer en privé
apart = La suite est en privé.
charter-title = Charte du groupe, version { $version }
charter-since = en vigueur depuis le { $since }
charter-held = du { $since } au { $until }
charter-was-off = Depuis ce jour-là, le groupe n'avait pas de charte.
charter-none = Ce groupe n'a pas de charte.
charter-ours = Voici à quoi ce robot tient, lui :
charter-ours-request = Une tâche se propose ; dire non va toujours, et ne s'explique pas.
charter-ours-calm = Personne ne doit être disponible ; la nuit, rien ne sonne.
charter-ours-count = Personne n'est compté ni classé, et vos conversations ne sont pas gardées.
charter-outside = Hors du groupe, on peut s'adresser à : { $contact }
charter-how = Pour la coordination : { $change } · { $contact }
charter-ask = Voici comment se lira la version { $version } :
charter-meanwhile = Entre-temps, la version { $version } est entrée en vigueur ; rien n'en est perdu. La tienne la remplacerait, ainsi :
charter-will = Le prochain bilan dira en une ligne qu'il y a une version { $version }. Celles d'avant restent lisibles.
charter-same = C'est déjà le texte de la version { $version }.
charter-new = Nouvelle charte : version { $version }
charter-over = La charte n'est plus en vigueur
ask-charter = Écris-moi la charte, en { $most } caractères au plus ; les lignes restent des lignes. Je la montre avant qu'elle n'entre en vigueur.
ask-charter-contact = À qui peut-on s'adresser hors du groupe ? Une personne ou une association, et comment la joindre. Par exemple : { $example }
noted-charter = La version { $version } est en vigueur. Pour revenir en arrière, dans les dix minutes : { $example }
noted-charter-off = Le groupe n'a plus de charte ; celles d'avant restent lisibles. Pour revenir en arrière, dans les dix minutes : { $example }
noted-outside = C'est noté. Hors du groupe, on peut s'adresser à : { $contact }
noted-outside-off = C'est noté : la charte ne nomme plus personne hors du groupe.
refusal-charter-empty = Il manque le texte de la charte. Par exemple : { $example }
refusal-long-charter = C'est long : { $there } caractères, et { $most } au plus.
charter-no-version = Il n'y a pas de version { $version }. La charte d'aujourd'hui : { $example }
refusal-undo-charter = Cette charte est déjà annoncée, ou une autre l'a suivie. Ce qui s'y écrit de nouveau la remplace.

## Ce qu'on confie à la coordination

forwarded = Un message transféré. Qu'en faire ?
forwarded-unseen = Un message transféré ; je n'y vois pas de mots. Qu'en faire ?
choice-forward-task = En faire une tâche
choice-forward-task-in = En faire une tâche : { $team }
choice-forward-report = Le signaler
choice-forward-report-in = Le signaler : { $team }
ask-report = Que s'est-il passé ? Écris-le en un message, ou transfère-moi ici celui dont il s'agit.
ask-report-whose = Que s'est-il passé ? Écris-le en un message, ou transfère-moi ici celui dont il s'agit ; ta messagerie ne me dit pas de qui il est, je te le demanderai.
ask-report-then = Rien ne part encore. Deux personnes de la coordination le liront, jamais quelqu'un que cela concerne ; tu verras d'abord qui, et ce qui sera lu.
ask-report-who = Qui est concerné ?
ask-report-who-of = Qui est concerné ? Le message porte le nom « { $name } ».
ask-report-who-then = Un choix ci-dessous, ou un nom à écrire. La personne n'en saura rien par moi, et n'en lira rien.
ask-report-note = Qu'est-ce qui a été fait ? Écris-le en une ligne ; seules les personnes à qui le signalement { $number } est confié la liront.
report-preview = Voici ce qui sera lu :
report-others = Les personnes qui le liraient ont changé. Voici ce qui sera lu :
report-read-by =
    { $count ->
        [one] Une seule personne le lira : { $names }
       *[other] Le liront, et personne d'autre : { $names }
    }
report-when = Cela arrive hors des heures calmes.
report-unsigned = Si tu l'envoies sans ton nom, je ne le donne à personne ; ce que tu écris le laisse peut-être deviner.
report-sent = C'est parti, à { $names }.
report-then = Je te dirai ici quand c'est lu, et quand c'est réglé ; rien d'autre, et à personne d'autre.
report-kept = effacé de lui-même, au plus tard le { $until }
report-off = C'est effacé.
report-back = C'est repris : il n'en reste rien.
report-off-none = Il n'y a rien à effacer.
report-off-sent = Ce que tu as signalé le { $day } est déjà parti. Le reprendre ?
report-enough = { $most } signalements en un jour : c'est beaucoup à lire. Demain, je prends la suite ; d'ici là, une personne de la coordination peut t'écouter.
report-nobody = Personne ici ne peut lire ce que tu as à dire : de la coordination, il n'y a personne que cela ne concerne pas et que je puisse joindre.
report-outside = Hors du groupe, tu peux t'adresser à : { $contact }
report-no-outside = Le groupe n'a nommé personne hors de lui. Parles-en à quelqu'un en qui tu as confiance ; les associations d'aide aux victimes et de médiation écoutent aussi.
report-danger = En cas de danger, le 112 répond à toute heure en Europe.
report-alone = Ce que tu as signalé le { $day } n'a plus personne pour le lire dans la coordination.
report-was-seen = Ce que tu as signalé le { $day } a été lu.
report-was-done = Ce que tu as signalé le { $day } a été pris en charge jusqu'au bout.
report-comes = On te confie ceci. N'en parle qu'avec qui le lit aussi.
report-title = Signalement { $number }
report-quote = Le message :
report-quote-of = Le message, de { $name } :
report-there = { $where }
report-about = Personne concernée : { $name }
report-about-nobody = Aucun nom n'est donné.
report-about-other = Cela concerne quelqu'un que je ne connais pas ici.
report-about-gone = La personne concernée n'est plus ici.
report-by = Signalé par { $name }
report-unnamed = Signalé sans nom.
report-with = Le lit aussi : { $names }
report-you-alone = Personne d'autre ne le lit.
report-note-how = Ajouter une ligne : { $example }
report-over = C'est terminé.
report-line-note = { $at }, { $name } : { $words }
report-line-passed = { $at } : { $name } l'a transmis
report-line-followed = { $at } : { $name } le lit désormais
report-line-ended = { $at } : terminé par { $name }
report-ended = Le signalement { $number } est terminé. Effacé de lui-même le { $until } ; ce qui s'affiche dans cette conversation s'efface ici, à la main.
report-passed = C'est noté : tu ne lis plus le signalement { $number }. Ce qui s'affiche dans cette conversation s'efface ici, à la main.
report-taken-back = Le signalement { $number } a été repris par qui l'avait écrit ; il n'en reste rien.
report-not-here = Il n'y a pas ici de signalement à lire sous ce numéro.
report-yours =
    { $count ->
        [one] Un signalement t'est confié :
       *[other] { $count } signalements te sont confiés :
    }
report-item = { $number }, du { $day }
report-item-over = { $number }, du { $day }, terminé
report-own = Pour signaler toi-même quelque chose, écris-le ici, ou : { $example }
choice-report-read = Lire le { $number }
choice-report-tell = Signaler quelque chose
choice-report-seen = J'ai lu
choice-report-note = Noter ce qui est fait
choice-report-done = C'est terminé
choice-report-pass = Cela me concerne : à quelqu'un d'autre
choice-report-send = Envoyer sans mon nom
choice-report-send-named = Envoyer avec mon nom
choice-report-without = Pas à { $name }
choice-report-words = D'autres mots
choice-report-about = Qui est concerné
choice-report-off = Ne rien envoyer, tout effacer
choice-report-back = Le reprendre
choice-report-nobody = Ne nommer personne
choice-report-other = Quelqu'un d'autre
refusal-report-who = Je ne connais pas ici « { $name } ». Un autre nom, ou l'un des choix ci-dessus ?
refusal-report-note = Une ligne avec des mots, et { $most } lignes au plus.
refusal-no-report = Il n'y a rien à envoyer. Pour commencer : { $example }

## Forces

load-title = Tes huit semaines à venir
load-group-title = Les huit semaines à venir du groupe
load-group = Le groupe
# Une ligne par semaine : « 02 mars 12 sur 20 h », puis une barre.
load-week = { $day } { $hours } { $cells }
load-hours = { $promised } h
load-hours-of = { $promised } sur { $there } h
load-day =
    { $day } { $month ->
        [one] janv
        [2] févr
        [3] mars
        [4] avr.
        [5] { "mai " }
        [6] juin
        [7] juil
        [8] août
        [9] sept
        [10] oct.
        [11] nov.
        [12] déc.
       *[other] .
    }
load-sign-promised = { $sign } promis
load-sign-free = { $sign } libre
load-sign-perhaps = { $sign } libre au mieux
load-sign-too-much = { $sign } de trop
load-sum = Promis jusqu'au { $day } : { $promised } h.
load-sum-of = Jusqu'au { $day } : { $promised } h promises, sur { $there } h disponibles.
load-too-full =
    { $count ->
        [one] Il y a plus de promis que de temps la semaine du { $days }.
       *[other] Il y a plus de promis que de temps les semaines du { $days }.
    }
load-untaken = À prendre encore : { $hours } h.
load-after = Promis pour plus tard : { $promised } h.
load-assumed =
    { $count ->
        [one] Une tâche ne dit pas combien de temps elle demande : elle compte { $effort }.
       *[other] { $count } tâches ne disent pas combien de temps elles demandent : chacune compte { $effort }.
    }
load-unsaid =
    { $count ->
        [one] Une tâche ne dit pas combien de temps elle demande, et ne compte pas.
       *[other] { $count } tâches ne disent pas combien de temps elles demandent, et ne comptent pas.
    }
load-undated =
    { $count ->
        [one] Une tâche est sans date : elle est répartie sur les huit semaines.
       *[other] { $count } tâches sont sans date : elles sont réparties sur les huit semaines.
    }
load-half-hours = Arrondi à la demi-heure
load-whole-hours = Arrondi à l'heure
load-from-today = la première semaine compte à partir d'aujourd'hui
load-nothing = Tu n'as rien promis pour les semaines à venir.
load-whose = Promis : ce que tout le monde a pris. Disponible : ce que les gens ont dit pouvoir donner, absences déduites.
load-no-hours = Je ne sais pas combien de temps tu as. Tu peux le dire à moi seul : { $example }
load-not-yet = Les heures du groupe se disent quand au moins { $people } personnes ont donné les leurs, pour qu'on ne devine celles de personne. Pour donner les tiennes, en privé : { $example }
choice-load-group = Le groupe, semaine par semaine
choice-my-hours = Mes heures
choice-load = Ma charge et celle du groupe
refusal-load = Les tiennes ou celles du groupe ? Par exemple : { $example }
hours-title = Ton temps : { $hours } par semaine
hours-range = { $least } à { $most }
hours-week = la semaine du { $day } : { $hours }
hours-private = Personne d'autre ne le voit, la coordination non plus. Seuls les totaux du groupe se disent, à partir de cinq personnes.
hours-off = C'est noté : plus rien n'est gardé de tes heures. Pour les redire : { $example }
ask-hours = Combien d'heures par semaine peux-tu donner d'habitude ? Par exemple : { $example }
choice-hours = { $hours } h
choice-hours-this-none = Rien cette semaine
choice-hours-next-none = Rien la semaine prochaine
choice-hours-this-as-usual = Cette semaine comme d'habitude
choice-hours-next-as-usual = La semaine prochaine comme d'habitude
choice-hours-off = Oublier mes heures
refusal-hours = Combien d'heures par semaine, de 0 à 168 ? Par exemple : { $example }
refusal-hours-week = Quelle semaine, et combien d'heures ? Par exemple : { $example }
refusal-hours-first = D'abord ce que tu peux donner d'habitude, puis des semaines précises. Par exemple : { $example }
time-minutes = { $minutes } min
time-hours = { $hours } h
time-both = { $hours } h { $minutes }
picture-load = Promis et disponible, par semaine
picture-load-own = Tes semaines : promis et disponible
picture-load-promised = promis
picture-load-there = disponible
picture-load-perhaps = au mieux
picture-load-too-much = de trop
picture-load-alt = Des barres pour huit semaines : ce qui est promis, à côté de ce qui est disponible, comme le dit le texte ci-dessus.
file-load = forces


## Bilan

digest-title = Bilan du { $start } au { $end }
digest-empty = Une semaine calme : rien à signaler.
digest-decide = À décider ({ $count })
digest-free = Il manque encore quelqu'un ({ $count })
digest-week = À faire cette semaine ({ $count })
digest-late = En retard ({ $count })
digest-waiting = En attente, attendu ou serré ({ $count })
digest-done = Fait, merci ({ $count })
digest-parked = Mis de côté pour la prochaine réunion ({ $count })
digest-ahead = Jalons et rendez-vous à venir ({ $count })
digest-thanks = 💛 { $by } remercie { $to }
digest-thanks-for = 💛 { $by } remercie { $to } pour { $words }
digest-thanks-saying = 💛 { $by } remercie { $to } : { $words }
digest-load = Promis et disponible
digest-urgent = Urgent, avec sonnerie ({ $count })
digest-rang = { $at } : { $reason }
item-role = { $role } : personne pour l'instant
digest-more =
    { $count ->
        [one] … et { $count } autre ligne en privé.
       *[other] … et { $count } autres lignes en privé.
    }
digest-calm =
    Le calme : { $held ->
        [0] aucun message retenu
        [one] { $held } message retenu
       *[other] { $held } messages retenus
    } jusqu'aux heures ouvertes, { $sounds ->
        [0] aucune sonnerie
        [one] { $sounds } sonnerie
       *[other] { $sounds } sonneries
    } dans le groupe{ $saved ->
        [0] { "" }
        [one] , { $saved } message épargné par une fiche
       *[other] , { $saved } messages épargnés par les fiches
    }.
own-title = Ta part, du { $start } au { $end }
own-asked = Attend ta réponse ({ $count })
own-week = Entre tes mains cette semaine ({ $count })
own-awaited = D'autres tâches les attendent ({ $count })
own-done = Fait, merci ({ $count })
own-empty = Rien ne t'attend, et rien ne presse.
watch-title = Pour la coordination, du { $start } au { $end }
watch-unanswered =
    { $count ->
        [one] { $count } proposition encore sans réponse
       *[other] { $count } propositions encore sans réponse
    }
watch-urgent =
    { $count ->
        [one] { $count } message urgent
       *[other] { $count } messages urgents
    }
watch-moved = Reporté trois fois ou plus ({ $count })
watch-too-soon = Prévu avant ce qu'il faut attendre ({ $count })
watch-empty = Rien ici n'a besoin de la coordination.
fact-too-soon = { $number } est pour plus tard
since-title = Depuis le { $day }
since-decided = Décidé ({ $count })
since-taken = Pris en main ({ $count })
since-moved = Nouvelle date ({ $count })
since-new = Nouveau ({ $count })
since-nothing = Rien ne s'est passé depuis le { $day }.
back-offers = Bon retour ! Ce qui s'est passé entre-temps se lit ici, quand tu veux.
choice-since = Ce qui s'est passé
choice-since-of = { $team } : ce qui s'est passé
choice-watch = Pour la coordination
choice-own-on = Me l'envoyer chaque semaine
choice-own-off = Ne plus l'envoyer chaque semaine
choice-watch-on = Me l'envoyer chaque semaine
choice-watch-off = Coordination : ne plus l'envoyer
digest-me-on = C'est noté : il arrive en privé, avec le bilan du groupe.
digest-me-off = C'est noté : il n'arrive plus de lui-même.
refusal-digest-me = Faut-il l'envoyer chaque semaine ? Par exemple : { $example }
refusal-since = Depuis quel jour ? Par exemple : { $example }
digest-set = C'est noté : prochain bilan { $moment }.
digest-off = C'est noté : plus de bilan ici. Pour le retrouver : { $example }

## Fichiers

export-which = Sous quelle forme ?
export-table = Voici les tâches, au format CSV.
export-names = Des noms y figurent : merci de le garder entre personnes qui en ont besoin.
refusal-export = Sous quelle forme ? Par exemple : { $example }
choice-export-table = Les tâches (CSV)
file-tasks = tâches
file-workbook = suivi
sheet-tasks = Tâches
sheet-load = Charge
sheet-indicators = Évolution
cell-link = ouvrir
sheet-load-week = Semaine
sheet-load-promised = Heures promises
sheet-load-untaken = Heures que personne n'a prises
sheet-load-least = Heures disponibles, à coup sûr
sheet-load-most = Heures disponibles, au mieux
sheet-load-of = à partir du { $day }
sheet-load-later = plus tard
indicator-title = Les tâches au fil du temps
indicator-from = Du
indicator-to = Au
indicator-made = Créées
indicator-done = Faites
indicator-open = Ouvertes à la fin
indicator-late = En retard à la fin
indicator-free = Sans personne
indicator-held = Messages retenus aux heures calmes
indicator-sounds = Messages avec son
indicator-note = Compté sur les tâches telles qu'elles sont aujourd'hui : une échéance déplacée compte là où elle est.
indicator-held-note = Messages : aussi loin qu'on les connaît. Son : ceux du groupe.
export-workbook = Voici le tableur : les tâches, la charge des semaines à venir, et l'évolution.
choice-export-workbook = Tableur
file-calendar = calendrier
calendar-of-team = { $team }
calendar-of-me = { $team } : mes tâches
export-calendar = Voici les dates de toutes les tâches ouvertes, pour un agenda.
choice-export-calendar = Agenda
calendar-which = Ton agenda peut lire les dates à une adresse privée, et se mettre à jour seul. Quelles dates ?
calendar-made-me = Avec cette adresse, ton agenda montre tes tâches de { $team } :
calendar-made-team = Avec cette adresse, ton agenda montre les dates de { $team } :
calendar-address = { $address }
calendar-keep = Dans ton agenda : « Ajouter par URL » ou « S'abonner ». L'adresse suffit pour lire, garde-la pour toi. Je ne la dis qu'une fois. Pour y mettre fin : { $off }
calendar-there = Tu as déjà une adresse pour cela, que je ne garde pas en clair. Une nouvelle mettra fin à l'ancienne.
calendar-none = Tu n'as pas d'adresse d'agenda ici.
calendar-off = Qui m'héberge n'a pas ouvert les adresses d'agenda. Je peux envoyer un fichier à la place.
calendar-file-me = Voici les dates de tes tâches, pour un agenda.
noted-calendar-off = C'est fait : tes adresses d'agenda pour ce groupe ne mènent plus à rien.
refusal-calendar = Quelles dates ? Par exemple : { $example }
choice-calendar-me = Mes tâches
choice-calendar-team = Tout le groupe
choice-calendar-new = Nouvelle adresse
choice-calendar-off = Y mettre fin
choice-calendar-file-me = Fichier : mes tâches
choice-calendar-file-team = Fichier : tout le groupe
file-archive = archives
export-archive = Voici tout ce que le groupe a ici : tâches, notes, rôles, débats. Un autre Accalmie le relit avec « accalmie import ».
choice-export-archive = Archive (JSON)
file-too-large = Le fichier n'a pas pu partir : il est trop lourd pour cette messagerie.
column-number = N°
column-title = Tâche
column-kind = Genre
column-project = Projet
column-lead = Qui
column-helpers = Avec l'aide de
column-state = État
column-due = Échéance
column-late = En retard
column-effort = Heures
column-important = Important
column-after = Après
column-repeats = Répétition
column-notes = Notes
column-created = Créée le
column-closed = Close le
column-why = Raison
column-link = Lien
cell-yes = oui
cell-for-name = pour { $name } ?
kind-milestone = jalon
kind-event = rendez-vous
state-over = passé
state-ahead = à venir
state-owned = en main
state-proposed = proposée
state-free = personne encore
state-done = faite
state-cancelled = supprimée

## Aide

help-title = Ce qu'on peut faire ici
help-line = { $command } — { $says }
help-example = { $command }
help-more = Pour en savoir plus sur une commande : { $example }
help-abandon = rendre une tâche, ou la supprimer pour tout le groupe
help-accept = dire oui à une proposition
help-after = faire attendre une tâche après une autre
help-canwe = si le groupe peut encore s'engager, chiffres à l'appui
help-cancel = supprimer une tâche pour tout le groupe
help-critical = ce qui décide d'une date, et le temps qui reste
help-report = confier à la coordination ce qui s'est passé
help-charter = lire la charte du groupe ; la coordination l'écrit
help-edit = corriger une tâche
help-undo = reprendre son dernier changement
help-decline = dire non à une proposition, sans trace
help-digest = le bilan, sa propre part, ce qui s'est passé depuis un jour ; son jour et son heure (coordination)
help-done = dire que c'est fait
help-due = changer la date
help-find = chercher dans les titres et les notes, même de ce qui est terminé
help-give = proposer une tâche à quelqu'un
help-help = cette aide
help-helpwanted = chercher du renfort pour une tâche
help-settings = ce qui est réglé ici ; la langue et l'heure du groupe (coordination), et les siennes
help-status = ce que j'entends et fais ici
help-coordinator = qui coordonne ; nommer quelqu'un (coordination)
help-project = à quoi servent les tâches d'un #nom : les projets, l'un d'eux, ou un nouveau
help-milestone = une date qui compte ; des tâches y mènent ou l'attendent (voir apres)
help-role = qui répond de quoi ; proposer ou prendre un rôle
help-note = ajouter une ligne à une tâche
help-privacy = ce qui est gardé, pourquoi et combien de temps
help-calendar = une adresse où ton propre agenda lit les dates, et se met à jour seul
help-export = tout ce que le groupe a, en fichier : tableur, calendrier, archive (coordination)
help-mydata = tout ce qui est gardé à ton nom, en fichier, en privé
help-forgetme = te faire oublier du robot, une fois dit ce que cela veut dire
help-quiet = voir les heures calmes ; les changer (coordination)
help-myquiet = ses propres heures calmes ; personne d'autre ne les voit
help-ask = demander quelque chose à quelqu'un en privé, en quatre petites étapes ; on demande d'abord si c'est le moment, et un non n'est dit à personne
help-away = être absent un moment : rien n'arrive, personne n'en est averti
help-hours = les heures que tu peux donner par semaine, sans que personne d'autre les voie
help-load = ce qui est promis, à côté de ce qui est disponible, sur les semaines à venir
help-link = une équipe dans plusieurs groupes, une personne avec plusieurs comptes
help-later = écrire la nuit ce qui sera publié le matin en son nom
help-park = mettre un débat de côté jusqu'à la prochaine réunion
help-agenda = ce qui attend la prochaine réunion, ce qu'on en pense, et ce qui est décidé
help-release = rendre une tâche, sans avoir à dire pourquoi
help-reopen = rouvrir une tâche close
help-template = des tâches toutes prêtes pour ce qui revient, aux dates comptées depuis un jour
help-event = un rendez-vous : on dit d'un geste si l'on vient
help-thanks = un mot de remerciement, dans le prochain bilan
help-urgent = faire sonner tout le groupe : une fois par semaine et par personne, après confirmation aux heures calmes
help-start = recevoir ses rappels en privé
help-take = prendre une tâche, ou y aider
help-task = créer une tâche, ou la revoir
help-tasks = la liste, le plus pressant d'abord

## Telegram : le menu des commandes, et la page du robot

# Une ligne du menu ; Telegram en montre le début.
menu-line = { $says } : { $example }
# Au plus 120 caractères, sur la page du robot.
profile-short = Les tâches d'un groupe : avec qui et pour quand. Des nuits calmes, aucun classement, un seul bilan par semaine.
# Au plus 512 caractères, avant le premier message privé.
profile = Je garde les tâches d'un groupe : qui s'occupe de quoi, et pour quand. Les nuits et les jours de repos restent calmes, et un seul bilan par semaine, court, remplace bien des messages. C'est toujours une demande, et non est une réponse. Le bouton « Démarrer » permet de recevoir ses rappels ici. Ce qui est gardé, et pour combien de temps : { $privacy }

## Le terminal : ce qui entoure les messages

terminal-to-group = groupe
terminal-to-person = → { $name }, en privé
terminal-kind-ack = réaction
terminal-kind-answer = réponse
terminal-kind-card = fiche
terminal-kind-proposal = proposition
terminal-kind-request = demande
terminal-kind-nudge = rappel
terminal-kind-digest = bilan
terminal-kind-event = annonce
terminal-kind-urgent = urgence
terminal-kind-later = message différé
terminal-kind-system = nouvelle
terminal-kind-about = { $kind } { $number }
terminal-joined =
    { $count ->
        [one] { $count } message
       *[other] { $count } messages en un
    }
terminal-loud = 🔔 avec son
terminal-silent = 🔕 sans son
terminal-edited = ✎ fiche { $number }
terminal-held = 🌙 retenu jusqu'à { $until } : { $what } pour { $name }
terminal-waited = retenu depuis { $moment }
terminal-night = 🌙 heures calmes jusqu'à { $until } : rien ne sonne
terminal-clocks = changement d'heure dans la nuit
terminal-in-private = (en privé)
terminal-presses = appuie sur [ { $label } ]
terminal-presses-private = appuie, en privé, sur [ { $label } ]
terminal-reacts = réagit : { $emoji }
terminal-joins = rejoint le groupe
terminal-leaves = quitte le groupe
terminal-coordinates = coordonne maintenant le groupe
terminal-coordinates-no-more = ne coordonne plus le groupe
terminal-adds = ajoute le robot au groupe
terminal-removes = retire le robot du groupe
terminal-admits = laisse entrer le robot : accalmie admit
terminal-bot-leaves = Le robot quitte le groupe.
terminal-corrects = corrige : { $text }
terminal-here = On écrit ici à la place de chaque personne du groupe :
terminal-say-group = { $name } /tache Acheter du thé samedi moi
terminal-how-group = dans le groupe
terminal-say-private = { $name }> /bilan
terminal-how-private = en privé, avec le signe >
terminal-say-press = { $name } { $number }
terminal-how-press = appuie sur le bouton de ce numéro
terminal-say-time = +1j  +2h  +30m
terminal-how-time = avance l'heure, ou le jour
terminal-say-help = ?
terminal-how-help = cette aide
terminal-say-leave = q
terminal-how-leave = sortir
terminal-people = Les personnes : { $people }.
terminal-first = Le groupe est encore vide : le premier nom qui écrit y amène le robot, et coordonne.
terminal-newcomers = Un nom nouveau entre dans le groupe par une commande.
terminal-who = Qui parle ? Par exemple : { $name } /taches
terminal-what = Que dit cette personne ? Par exemple : { $name } /taches
terminal-unknown = { $name } n'est pas du groupe. On peut écrire à la place de : { $people }.
terminal-stranger = { $name } n'est pas encore du groupe. On y entre par une commande : { $handle } /taches
terminal-which-time = Avancer de combien ? Par exemple : +2h, et un an au plus.
terminal-real-time = Ici le temps passe tout seul. L'horloge se règle à la main dans la démonstration : accalmie demo
terminal-file = 📎 { $name }
terminal-file-saved = 📎 enregistré sous { $path }
terminal-now = ⏩ { $moment }

## La démonstration

demo-title = Une semaine avec Accalmie
demo-intro = Une association prépare son bal. Ses membres bavardent ; ce qui commence par / s'adresse au robot.
demo-skip = N'importe quelle touche passe à la fin de la semaine.
demo-yours = À toi ! L'horloge est entre tes mains.
demo-end = Et ensuite
demo-next = Pour la suite : le fichier README.fr.md, et « accalmie run » pour un groupe à soi, à la vraie heure.
demo-again = Depuis un vrai terminal, on peut ensuite écrire à la place de chaque personne : make run

# Plusieurs groupes d'une équipe, plusieurs comptes d'une personne

link-code = Pour qu'un autre groupe rejoigne « { $team } », quelqu'un de sa coordination y écrit ceci, dans les { $minutes } minutes :
link-typed = { $example }
link-then = Vous aurez alors une seule liste de tâches. Le code sert une fois. Sur Matrix, la ligne commence par un point d'exclamation, pas par /.
link-ask = « { $mine } » formerait une seule équipe avec « { $team } », avec une seule liste de tâches.
link-tasks =
    { $count ->
        [one] La tâche de « { $name } » vient avec un nouveau numéro : { $was } devient { $now }.
       *[other] Les { $count } tâches de « { $name } » viennent avec de nouveaux numéros : { $was } devient { $now }, et ainsi de suite.
    }
link-tasks-stay =
    { $count ->
        [one] La tâche de « { $name } » vient avec et garde son numéro.
       *[other] Les { $count } tâches de « { $name } » viennent avec et gardent leurs numéros.
    }
link-debates = Les débats mis de côté de « { $name } » changent de lettre.
link-roles = Un rôle que les deux ont, tenu par deux personnes, sera à décider.
link-ask-team = La langue et l'heure seront celles de « { $team } ». Chaque groupe garde ses heures calmes et son bilan.
choice-link = Rejoindre « { $team } »
link-joined = « { $mine } » et « { $team } » forment maintenant une seule équipe, avec une seule liste de tâches.
refusal-link = Un code a six lettres ou chiffres, par exemple { $example }. La commande seule en donne un.
link-no-code = Ce code ne sert pas, ou plus. Celui d'un groupe s'écrit dans l'autre groupe, le sien en privé. Pour un nouveau : { $example }
link-tries = Plusieurs codes ne servaient pas. Dans une heure, tu peux réessayer.
refusal-link-same = Ce groupe est déjà dans l'équipe « { $team } ».
link-me = Pour que ton autre compte soit toi aussi, écris-moi ceci depuis celui-là, en privé, dans les { $minutes } minutes :
link-to-nobody = Ne montre ce code à personne : qui le donne est toi à partir de là. Pour relier deux groupes, la commande s'écrit dans l'un d'eux.
link-ask-me = Tu ne ferais qu'une seule personne avec « { $name } » sur { $messenger } : mêmes tâches, droits, réglages et messages privés, des deux côtés.
link-ask-yours = Seulement si ce compte est le tien. Quelqu'un t'a envoyé ce code ? Alors laisse-le.
choice-link-me = Les deux sont à moi
link-united = Tu ne fais plus qu'un avec « { $name } ». Je t'écris là où tu m'as écrit en dernier.
link-united-there = Le compte « { $name } » est aussi à toi maintenant. Si ce n'était pas toi, écris là-bas ou ici : { $example }
refusal-link-own = Ce compte est déjà à toi. Écris-moi le code depuis l'autre.
refusal-link-where = On relie des groupes dans un groupe, et des comptes en privé : { $example }
link-off-ask = « { $chat } » aurait de nouveau sa propre équipe. Les tâches nées là-bas ou venues avec ce groupe partent avec lui : { $tasks }. Restent ici : { $staying }. Les numéros ne changent pas.
link-off-people = Chaque personne est dans l'équipe du groupe où elle est, et là où elle a quelque chose en main. Les rôles suivent qui les tient.
link-off-cut =
    { $count ->
        [one] Une tâche en attend une de l'autre côté, et ne l'attendra plus.
       *[other] { $count } fois, une tâche en attend une de l'autre côté, et ne l'attendra plus.
    }
choice-link-off = Séparer « { $chat } »
link-off = « { $chat } » a de nouveau sa propre équipe. Les tâches, avec leurs numéros, sont là où elles sont nées.
link-off-me-ask = Ce compte serait de nouveau une personne à part. Là où est ton autre compte, tes tâches et tes rôles restent avec lui ; là où tu n'es que par celui-ci, ils restent avec celui-ci.
choice-link-off-me = Séparer ce compte
link-off-me = Ce compte est de nouveau une personne à part.
link-off-there = Le compte « { $name } » n'est plus à toi.
link-alone = Ce groupe n'est relié à aucun autre. Dans l'autre, ou ici : { $example }
link-one = Je ne te connais que par ce compte. Pour en avoir un autre : { $example }
status-chats = Une équipe, plusieurs groupes : { $chats }

## Templates: kits of tasks that come back

relative-itself = le jour même
relative-days-before = { $count ->
    [one] la veille
   *[other] { $count } jours avant
 }
relative-days-after = { $count ->
    [one] le lendemain
   *[other] { $count } jours après
 }
relative-weeks-before = { $count ->
    [one] une semaine avant
   *[other] { $count } semaines avant
 }
relative-weeks-after = { $count ->
    [one] une semaine après
   *[other] { $count } semaines après
 }
relative-months-before = { $count ->
    [one] un mois avant
   *[other] { $count } mois avant
 }
relative-months-after = { $count ->
    [one] un mois après
   *[other] { $count } mois après
 }
relative-years-before = { $count ->
    [one] un an avant
   *[other] { $count } ans avant
 }
relative-years-after = { $count ->
    [one] un an après
   *[other] { $count } ans après
 }
relative-at = { $when } à { $time }
relative-morning = { $when }, matin
relative-noon = { $when }, à midi
relative-afternoon = { $when }, après-midi
relative-evening = { $when }, soir
relative-night = { $when }, dans la nuit
templates-title = Des tâches toutes prêtes pour ce qui revient
templates-item = { $name } · { $count ->
    [one] { $count } tâche
   *[other] { $count } tâches
 }
templates-how = Pour en voir un : { $example }
templates-none = Pas encore de modèle : des tâches toutes prêtes pour ce qui revient chaque année. À la main : { $example } · à partir d'un projet : { $other }
template-title = { $name } · { $count ->
    [one] { $count } tâche
   *[other] { $count } tâches
 }
template-how = Pour l'appliquer à une date : { $example }
template-wanted = { $wanted } personnes
template-after = après { $items }
template-no-names = Un modèle ne garde pas de noms : à chaque fois, on demande de nouveau.
template-plan = { $name } pour le { $day } : { $count } tâches seraient créées dans #{ $project }
template-past = { $day }, c'est passé : à faire aujourd'hui
template-already = #{ $project } a déjà des tâches ouvertes ({ $count }) ; celles-ci s'y ajouteraient.
template-applied = { $count ->
    [one] Une tâche créée
   *[other] { $count } tâches créées
 } avec le modèle { $name } pour le { $day } : #{ $project }
template-rest = … et { $count } autres : { $example }
template-list = La liste : { $example }
choice-template = { $name }
choice-template-make = créer les { $count } tâches
choice-tasks-of = la liste de #{ $project }
noted-template-line = C'est noté dans le modèle { $name } ({ $count }) :
noted-template-made = C'est noté : le modèle { $name }, compté à partir du { $day }. Il ne contient aucun nom.
noted-template-out = Retiré du modèle { $name } :
noted-template-off = C'est noté : le modèle { $name } n'existe plus. Les tâches qu'il a données restent.
noted-template-applied = C'est noté : { $count ->
    [one] une tâche créée
   *[other] { $count } tâches créées
 } dans #{ $project }. La liste : { $list } · pour tout reprendre : { $back }
noted-undone-many = Repris : les { $count } tâches créées ensemble.
ask-template-day = C'était quel jour, #{ $project } ? Choisis-le, ou écris-le : { $example }
refusal-template = Je ne comprends pas cela d'un modèle. Pour ajouter une tâche : { $example } · pour l'appliquer : { $other }
refusal-template-date = Je ne comprends pas cette date, ou elle est passée. Par exemple : { $example }
refusal-no-template = Il n'y a pas de modèle { $name } ici. Pour en commencer un : { $example } · la liste : { $list }
refusal-template-line = Que faut-il faire, et quand ? Par exemple : { $example }
refusal-template-place = Il n'y a pas de tâche { $place }. dans ce modèle. Pour le voir : { $example }
refusal-template-empty = Le modèle { $name } est vide. Pour ajouter une tâche : { $example }
refusal-template-there = Il y a déjà un modèle { $name }. Un autre nom conviendra ; pour le voir : { $example }
refusal-template-long = Un modèle contient { $most } tâches au plus ; au-delà, deux modèles feront l'affaire.
refusal-many-templates = Je garde { $most } modèles au plus. La liste, pour voir lequel peut partir : { $example }
refusal-project-empty = Il n'y a pas de tâche dans #{ $project } pour en faire un modèle. Par exemple : { $example }

## Events: who comes

coming = 🙋 { $count ->
    [one] { $count } présence
   *[other] { $count } présences
 } : { $people }
coming-more = { $count } de plus
coming-count = 🙋 { $count }
coming-you = tu viens
choice-come = Je viens
choice-cannot = Je ne peux pas
choice-cannot-of = #{ $number } : je ne peux pas
event-tomorrow = C'est demain, et tu as dit que tu viens :
event-moved = Un rendez-vous où tu viens a changé. C'est maintenant :
event-off = Un rendez-vous où tu voulais venir n'aura pas lieu :
events-title = Rendez-vous à venir ({ $count })
events-more = et { $count } de plus, plus tard
events-none = Pas de rendez-vous à venir. Par exemple : { $example }
ask-which-event = Quel rendez-vous ?
noted-come = C'est noté, tu viens : { $number } { $title }
noted-cannot = C'est noté. Personne ne le saura.
refusal-event-title = Quel rendez-vous, et quand ? Par exemple : { $example }
refusal-event-date = C'est quand ? Par exemple : { $example }
refusal-event-people = Personne n'est chargé d'un rendez-vous : laisse de côté les noms et le nombre de personnes, chaque personne dit pour elle-même si elle vient. Par exemple : { $example }
refusal-event-over = Le rendez-vous { $number } est passé, ou n'aura pas lieu. Ce qui vient : { $example }
refusal-event-ahead = Le rendez-vous { $number } n'a pas encore eu lieu. Pour l'annuler : { $example }
refusal-date-there = Il y a déjà { $number } { $title }. Pour changer sa date : { $example } · pour en ajouter un autre, il lui faut un autre titre.
refusal-no-event = { $number } n'est pas un rendez-vous. Ce qui vient : { $example }
## Avant un oui

beyond-task = { $number } ({ $effort } d'ici { $day })
beyond-task-undated = { $number } ({ $effort }, sans date)
beyond-then = Avec { $tasks }, tu aurais promis { $promised } d'ici là.
beyond = Avec { $tasks }, tu aurais promis { $promised } d'ici { $day }.
beyond-there = Tu as dit { $hours } par semaine : environ { $there } d'ici là.
beyond-none = Tu as dit { $hours } par semaine : presque rien d'ici là.
beyond-assumed = Ce qui ne dit rien de sa durée compte { $effort }.
beyond-free = Personne d'autre ne lit ceci, et rien n'est changé encore. Tout choix est bon.
choice-anyway = M'en occuper quand même
choice-anyway-several = M'en occuper quand même
choice-anyway-of = #{ $number } : m'en occuper quand même
choice-find = Trouver quelqu'un
choice-find-of = #{ $number } : trouver quelqu'un
search-asks = On cherche quelqu'un, et tu as peut-être le temps :
search-asks-help = On cherche un coup de main, et tu as peut-être le temps :
search-free = Oui ou non, les deux vont bien. Personne n'apprend que la question t'a été posée, sauf si tu dis oui. Sans réponse, je la pose à quelqu'un d'autre.
search-begun = C'est noté : je demande une personne après l'autre, en privé, parmi celles qui ont le temps. Je te réponds dès qu'un oui arrive, ou si je ne trouve personne.
search-goes-on = Je suis déjà en train de demander autour.
search-found = { $name } s'occupe de { $number } { $title }.
search-nobody = J'ai cherché, sans trouver personne pour le moment :
search-nobody-handed = J'ai cherché, sans trouver personne pour le moment. La tâche reste entre tes mains jusqu'à ce que quelqu'un la reprenne :
invites = On cherche du renfort ici, si tu as le temps :
invites-free = Il n'y a pas besoin de répondre. Ce genre de message arrive une fois par semaine au plus.
choice-noask = Ne pas me demander
ask-me-no-more = C'est noté : je ne te demande plus rien de moi-même, et nul n'en est averti. Pour le permettre à nouveau : { $example }
hours-unasked = Je ne te demande pas de moi-même si une tâche te convient.
choice-ask-me = Tu peux à nouveau me demander
ask-me-again = C'est noté : je te demanderai parfois si quelque chose te convient.
watch-few-two = Une ou deux personnes portent environ { $percent } % de ce qui est ouvert.
watch-few = { $people } personnes portent environ { $percent } % de ce qui est ouvert.
