# Les publications, et ce qu’on en fait

# Autour de chaque page d’un membre
nav-home = Accueil
nav-explore = Explorer
nav-notifications = Notifications
nav-conversations = Conversations
nav-bookmarks = Signets
nav-lists = Listes
nav-settings = Réglages
nav-timelines = Fils
search = Rechercher
compose = Écrire

# Accueil
tab-following = Abonnements
tab-new = Nouveautés
tab-for-you = Pour vous
tab-following-means = Ce que publient ceux que vous suivez, le plus récent d’abord.
tab-for-you-means = Ce qui peut valoir votre temps, appris de ce qui vous fait réagir, vous et les autres ici. « Pourquoi cette publication ? » dans son menu dit chaque terme.
tab-for-you-learning = « Pour vous » s’apprend encore : ce serveur vient de démarrer et ne regarde pour l’instant que les publications les plus récentes.
tab-new-means = Les dernières publications d’ici, les plus récentes d’abord.
home-empty-title = Rien ici pour l’instant
home-empty = Votre fil réunit ce que publient les personnes que vous suivez, le plus récent d’abord. Trouvez-en quelques-unes pour commencer.
home-empty-explore = Trouver des personnes

# Sous une publication
reply = Répondre
repost = Repartager
repost-not = Ne peut pas être repartagée
like = J’aime
bookmark = Garder en signet
more = Plus
open-post = Ouvrir
quote = Citer
edit = Modifier
delete = Supprimer
pin = Épingler à mon profil
unpin = Retirer de mon profil
mute-thread = Faire taire ce fil
unmute-thread = Réentendre ce fil
mute-them = Masquer
block = Bloquer
report = Signaler
cancel = Annuler
vote = Voter
your-vote = votre vote
filtered-by = Filtré : { $title }
ask-delete = Supprimer cette publication ?
ask-delete-means = Elle disparaît d’ici, et les autres serveurs sont priés de la retirer aussi. On ne peut pas revenir en arrière.
ask-block = Bloquer { $name } ?
ask-block-means = Vous ne verrez plus vos publications, ni l’un ni l’autre, et les abonnements entre vous prennent fin. La personne n’en est pas avertie.

# Écrire
compose-title = Écrire une publication
compose-edit-title = Modifier votre publication
compose-placeholder = À quoi pensez-vous ?
compose-cover = Avertissement
compose-files = Images, film, son
compose-poll = Sondage
compose-more = Langue, heure, IA
field-text = Votre publication
field-alt = Description pour qui ne peut pas voir
field-spoiler = Ce qu’il faut savoir avant de lire
field-sensitive = Couvrir les médias
field-files = Jusqu’à quatre fichiers
picture-undescribed = Image sans description
hint-files = Images jusqu’à 16 Mo, film et son jusqu’à 99 Mo. Le lieu et l’appareil sont retirés des images.
hint-alt = Dites en une ou deux phrases ce qu’il y a à voir ou à entendre.
drop-file = L’enlever
field-options = Réponses
field-option = Réponse { $shown }
field-multiple = Plusieurs réponses possibles
field-poll-span = Ouvert pendant
span-hour = une heure
span-six-hours = six heures
span-day = un jour
span-three-days = trois jours
span-week = une semaine
span-month = trente jours
field-language = Langue
language-detected = La détecter
field-at = Publier plus tard
hint-at = Heure UTC. Laissez vide pour publier maintenant.
field-local = La garder sur ce serveur
field-markdown = Écrire en Markdown
field-ai = Fait avec une IA
hint-ai = À cocher quand un modèle a écrit l’essentiel du texte. La mention se voit, et les jeux de données la gardent.
field-visibility = Qui la voit
reach-public = Tout le monde
reach-unlisted = Tout le monde, discrètement
reach-followers = Abonnés
reach-direct = Personnes mentionnées
preview = Aperçu
keep-draft = Garder le brouillon
publish = Publier
save = Enregistrer
reply-to = Répondre à { $name }
compose-empty = Il n’y a encore rien ici. Écrivez quelque chose, ou ajoutez un fichier.
compose-too-long = Une publication compte au plus { $shown } caractères.
compose-one-option = Un sondage demande au moins deux réponses.
compose-option-long = Une réponse compte au plus 100 caractères.
compose-poll-and-files = Une publication porte un sondage ou des fichiers, pas les deux. Enlevez l’un ou l’autre.
compose-too-many-files = Une publication porte au plus quatre fichiers.
compose-bad-file = L’un des fichiers ne convient pas : il est trop lourd, ou d’un genre que ce serveur ne connaît pas.
compose-alt-too-long = Une description compte 1 500 caractères au plus. Raccourcissez-la ; ce qui n’y tient pas peut aller dans la publication.
compose-file-later = Un fichier n’a pas pu être gardé. Réessayez dans un instant.
compose-another = Ajouter une publication
compose-next = Publication { $shown } du fil
compose-next-too-long = La publication { $shown } du fil est trop longue. Rien n’est encore publié.
compose-thread-later = Un fil se publie d’un coup, pas à une heure choisie. Videz les autres publications, ou l’heure.
compose-thread-draft = Un brouillon garde une seule publication. Videz les autres, ou publiez le fil.
compose-thread-broken = { $count ->
    [one] Une publication du fil est en ligne. La suivante n’a pas pu l’être ; elle est encore ici, avec la suite.
   *[other] { $shown } publications du fil sont en ligne. La suivante n’a pas pu l’être ; elle est encore ici, avec la suite.
}
compose-focus = Ce qui reste visible
compose-focus-means = Là où l’image est recadrée, ce point est gardé. Cliquez dessus dans l’image, ou déplacez les curseurs.
field-across = De gauche à droite
field-down = De haut en bas
compose-wrong = Ceci ne peut pas être publié tel quel. Ce qui est cité ou répondu a peut-être disparu, ou l’heure est à moins de cinq minutes.
told-published = Publié.
told-draft-kept = Votre brouillon est gardé.
told-scheduled-kept = La publication paraîtra à l’heure choisie.
told-saved = Enregistré.
told-reported = Merci. L’équipe de modération va regarder.
