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
# $weekday est court (« ven. »), $month est un nom entier. Le premier du mois se dit « 1er ».
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
noted-done = C'est noté, merci : { $tasks }.
noted-asked = C'est noté : la question est posée à { $name }.
noted-for-name = C'est noté : en attendant { $name }, la tâche reste ouverte à qui veut.
noted-help = C'est noté : on cherche du renfort.
noted-cancelled = C'est noté : { $tasks }, on laisse tomber.
noted-undone = C'est repris : { $tasks }.
noted-after = C'est noté : { $task } vient après { $tasks }.
look-alike = Cela ressemble à { $number } { $title }. Si c'est la même chose, celle-ci peut partir.
free-to-start = Ce que celle-ci attendait est terminé, la voie est libre :
dropped-by = { $who } a supprimé une tâche en cours :
near-miss = Était-ce { $command } ?
edit-too-late = Passé un quart d'heure, corriger le message ne change plus rien. Pour corriger la tâche : { $example }
from-team = { $team }
task-made = Tâche { $number } créée : { $title }
stale-button = Ce bouton n'est plus d'actualité ; rien n'a changé.
fault = Quelque chose n'a pas marché de mon côté ; rien n'a changé. On peut réessayer plus tard.
not-understood = Je n'ai pas bien compris. Voici de quoi avancer :

## Demandes de précision

refusal-which = De quelle tâche s'agit-il ? Par exemple : { $example }
refusal-no-such-task = Il n'y a pas de tâche { $number } ici. La liste : { $example }
refusal-no-title = Il manque quoi faire. Par exemple : { $example }
refusal-long-title = C'est long pour un titre : { $most } caractères au plus, et le reste dans la conversation.
refusal-closed = La tâche { $number } est déjà close. Pour la rouvrir : { $example }
refusal-open = La tâche { $number } est déjà ouverte. Pour la clore : { $example }
refusal-taken = { $name } s'en occupe déjà. Pour donner un coup de main : { $example }
refusal-not-asked = Pas de proposition en attente pour { $number }. Les tâches ouvertes : { $example }
refusal-not-yours = La tâche { $number } n'est pas entre tes mains. Tes tâches : { $example }
refusal-who = À qui ? Par exemple : { $example }
refusal-unknown-person = Je ne connais pas encore { $name } ici ; rien n'a changé.
refusal-already-asked = { $name } a déjà { $number } sous les yeux.
refusal-date = Je n'ai pas compris la date. Par exemple : { $example }
refusal-filter = Quelles tâches ? Par exemple : { $example }
refusal-help = Je ne connais pas cette commande. Toutes les commandes : { $example }
refusal-coordinators = Ce réglage revient à la coordination du groupe.
refusal-role-unknown = Impossible de vérifier à l'instant qui coordonne ici ; merci de réessayer dans un moment.
refusal-quiet = Quelles heures calmes ? Par exemple : { $example }
refusal-never-open = Il faut au moins une heure ouverte dans la semaine. Par exemple : { $example }
refusal-digest = Quel jour et quelle heure ? Par exemple : { $example }
ask-which-person = Plusieurs personnes s'appellent { $name }. De qui s'agit-il ?
ask-which-date = Quelle date ?
ask-when = Pour quand ? Un bouton, ou par exemple : { $example }
refusal-involved = Supprimer { $number } revient à qui l'a écrite, à qui l'a en main ou à la coordination. Pour la rendre : { $example }
refusal-nothing-to-undo = Rien à reprendre dans les dix dernières minutes.
refusal-undo-changed = Cela a changé entre-temps, rien n'est donc repris.
refusal-cycle = Cela tournerait en rond : { $tasks }. Rien n'a changé.
refusal-after = Après quelle tâche ? Par exemple : { $example }
refusal-edit = Que faut-il changer ? Par exemple : { $example }
ask-which-task = Quelle tâche ? Un bouton, ou par exemple : { $example }
ask-which-team = Pour quel groupe ?

## La fiche d'une tâche

card-title = { $number } { $title }
card-quote = « { $text } »
card-note = 📝 { $text } — { $who }
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
status-cancelled = ✖ abandonnée
status-cancelled-why = ✖ abandonnée : { $why }
fact-helpers = { $people } en renfort
fact-important = ‼ important
fact-project = #{ $project }
fact-wanted = { $there } sur { $wanted }
fact-after = après { $tasks }
fact-blocks = { $tasks } en dépend
fact-help = cherche du renfort
effort-minutes = ~{ $minutes } min
effort-hours = ~{ $hours } h
effort-both = ~{ $hours } h { $minutes }
due-day = 📅 { $day } inclus
due-moment = 📅 { $moment }
due-none = sans date
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

## L'histoire d'une tâche

history-made = { $at } : créée par { $who }
history-taken = { $at } : prise par { $who }
history-helped = { $at } : { $who } donne un coup de main
history-done = { $at } : faite, notée par { $who }
history-reopened = { $at } : rouverte par { $who }
history-moved-from = { $at } : nouvelle échéance, par { $who } (avant : { $was })
history-moved = { $at } : nouvelle échéance, par { $who }
history-cancelled = { $at } : supprimée par { $who }
history-undone = { $at } : repris par { $who }
history-corrected = { $at } : corrigée par { $who }
history-recurs = { $at } : elle revient
history-not-yet = { $at } : pas encore, la précédente est rouverte

## Boutons

choice-take = Je m'en occupe
choice-take-of = Je prends #{ $number }
choice-accept = Je m'en occupe
choice-decline = Pas cette fois
choice-accept-of = #{ $number } : je m'en occupe
choice-decline-of = #{ $number } : pas cette fois
choice-done = C'est fait
choice-done-of = #{ $number } : c'est fait
choice-help = Je peux aider
choice-help-of = #{ $number } : je peux aider
choice-where-of = #{ $number } : où en est-on ?
choice-new-date-of = #{ $number } : nouvelle date
choice-need-help-of = #{ $number } : il faut du renfort
choice-give-back-of = #{ $number } : je la rends
choice-day = { $day }
choice-moment = { $moment }
choice-person = { $name }
choice-rest = Voir la suite
choice-my-tasks = Mes tâches
choice-help-me = Aide
choice-cancel-of = Supprimer #{ $number }
choice-task = { $number } { $title }
choice-team = { $team }
choice-typed = { $command }

## Propositions et rappels

proposal-asks = { $by } te propose une tâche :
proposal-free = Oui ou non, les deux vont bien. Sans réponse, elle repartira d'elle-même.
lapsed = Ta proposition n'a pas eu de réponse ; la tâche cherche de nouveau quelqu'un :
nudge-ahead = Dans deux jours :
nudge-day = C'est bientôt :
nudge-after = Où en est cette tâche ? La date est passée, et ce n'est pas grave :

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

## Heures calmes

quiet-title = Heures calmes des sept jours à venir
quiet-open = { $day } : ouvert toute la journée
quiet-window = { $day } : calme de { $start } à { $end }
quiet-none = Pas d'heures calmes ici. Pour en fixer : { $example }
quiet-says = Pendant ces heures, je ne fais rien sonner, et les rappels attendent.

## Bilan

digest-title = Bilan du { $start } au { $end }
digest-empty = Une semaine calme : rien à signaler.
digest-free = Personne ne s'en occupe encore ({ $count })
digest-week = À faire cette semaine ({ $count })
digest-late = En retard ({ $count })
digest-waiting = En attente, ou attendu par d'autres ({ $count })
digest-done = Fait, merci ({ $count })
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
    } dans le groupe.
digest-set = C'est noté : prochain bilan { $moment }.
digest-off = C'est noté : plus de bilan ici. Pour le retrouver : { $example }

## Aide

help-title = Ce qu'on peut faire ici
help-line = { $command } — { $says }
help-example = { $command }
help-more = Pour en savoir plus sur une commande : { $example }
help-accept = dire oui à une proposition
help-after = faire attendre une tâche après une autre
help-cancel = supprimer une tâche pour tout le groupe
help-edit = corriger une tâche
help-undo = reprendre son dernier changement
help-decline = dire non à une proposition, sans trace
help-digest = le bilan, maintenant en privé ; son jour et son heure (coordination)
help-done = dire que c'est fait
help-due = changer la date
help-give = proposer une tâche à quelqu'un
help-help = cette aide
help-helpwanted = chercher du renfort pour une tâche
help-quiet = voir les heures calmes ; les changer (coordination)
help-release = rendre une tâche, sans avoir à dire pourquoi
help-reopen = rouvrir une tâche close
help-take = prendre une tâche, ou y aider
help-task = créer une tâche, ou la revoir
help-tasks = la liste, le plus pressant d'abord

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
terminal-first = Le groupe est encore vide : un nom nouveau y entre par une commande, et le premier coordonne.
terminal-newcomers = Un nom nouveau entre dans le groupe par une commande.
terminal-who = Qui parle ? Par exemple : { $name } /taches
terminal-what = Que dit cette personne ? Par exemple : { $name } /taches
terminal-unknown = { $name } n'est pas du groupe. On peut écrire à la place de : { $people }.
terminal-stranger = { $name } n'est pas encore du groupe. On y entre par une commande : { $handle } /taches
terminal-which-time = Avancer de combien ? Par exemple : +2h, et un an au plus.
terminal-real-time = Ici le temps passe tout seul. L'horloge se règle à la main dans la démonstration : accalmie demo
terminal-now = ⏩ { $moment }

## La démonstration

demo-title = Une semaine avec Accalmie
demo-intro = Une association prépare son bal. Ses membres bavardent ; ce qui commence par / s'adresse au robot.
demo-skip = N'importe quelle touche passe à la fin de la semaine.
demo-yours = À toi ! L'horloge est entre tes mains.
demo-end = Et ensuite
demo-next = Pour la suite : le fichier README.fr.md, et « accalmie run » pour un groupe à soi, à la vraie heure.
demo-again = Depuis un vrai terminal, on peut ensuite écrire à la place de chaque personne : make run
