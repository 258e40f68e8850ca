# Les réglages

set-title = Réglages
set-profile = Profil
set-profile-means = Votre nom, vos images et ce que vous dites de vous
set-posting = Publication
set-posting-means = Qui voit vos publications, dans quelle langue, qui peut les citer
set-appearance = Apparence
set-appearance-means = Clair ou sombre, et la langue de ces pages
set-notifications = Notifications
set-notifications-means = Celles qui vous parviennent, attendent ou ne viennent pas
set-filters = Filtres
set-filters-means = Les mots que vous préférez ne pas croiser
set-hidden = Masqués et bloqués
set-hidden-means = Les personnes et les serveurs que vous tenez à distance
set-requests = Demandes d’abonnement
set-requests-means = Qui demande à vous suivre
set-account = Compte
set-account-means = Votre adresse et votre mot de passe
set-sessions = Connexions et accès
set-sessions-means = Navigateurs et applications ayant accès, et comment y mettre fin
set-export = Emporter ses données
set-export-means = Vos publications, abonnements et listes, en fichiers
told-password = Votre mot de passe est changé. Tous les autres navigateurs et applications sont déconnectés.
told-ended = Son accès a pris fin.
told-removed = Retiré.

# Profil
profile-name = Nom affiché
profile-note = À propos de vous
profile-note-hint = Jusqu’à 500 caractères. Les liens, @noms et #mots-clics fonctionnent.
profile-avatar = Changer d’image
profile-avatar-hint = Montrée en carré, 400 sur 400 pixels. PNG, JPEG, GIF ou WebP, jusqu’à 8 Mo.
profile-header = Changer de bannière
profile-header-hint = Montrée en 1500 sur 500 pixels, en haut de votre page. Jusqu’à 8 Mo.
profile-choose = Nouvelle image
profile-remove = L’enlever
profile-fields = Champs
profile-fields-hint = Jusqu’à quatre lignes près de votre nom : une page, un lieu, n’importe quoi en deux mots.
profile-fields-link = Une page à vous qui renvoie ici est marquée comme vérifiée. Mettez-y ceci :
profile-field-name = Nom du champ { $shown }
profile-field-value = Contenu du champ { $shown }
profile-field-example = Page web
profile-others = Comment on vous trouve et vous suit
profile-locked = Me demander avant qu’on me suive
profile-locked-means = Chaque nouvel abonné attend votre accord.
profile-discoverable = Me suggérer aux autres
profile-discoverable-means = Vous apparaissez dans les suggestions et dans l’annuaire.
profile-indexable = Laisser trouver mes publications publiques
profile-indexable-means = La recherche d’ici et les moteurs de recherche peuvent les trouver par leurs mots.
profile-hide = Cacher mes abonnements et mes abonnés
profile-hide-means = Il n’y a que vous qui voyez les deux listes et leurs nombres.
profile-bot = Ce compte est automatisé
profile-bot-means = C’est indiqué à côté de son nom.
profile-name-long = Un nom compte au plus { $shown } caractères. Raccourcissez-le et enregistrez de nouveau.
profile-note-long = Le texte à propos de vous compte au plus { $shown } caractères. Raccourcissez-le et enregistrez de nouveau.
profile-many-fields = Un profil a au plus { $shown } champs.
profile-field-long = Noms et contenus des champs comptent au plus { $shown } caractères.
profile-bad-picture = Cette image ne convient pas. Il faut du PNG, JPEG, GIF ou WebP, jusqu’à { $shown } Mo. Choisissez-en une autre.

# Publication
posting-lead = Vos nouvelles publications commencent ainsi. En écrivant, vous pouvez toujours choisir autre chose.
posting-reach = Qui les voit
posting-quotes = Qui peut les citer
quote-everyone = Toutes les personnes qui les voient
quote-followers = Abonnés
quote-nobody = Personne d’autre que vous
posting-language-page = Aucune en particulier
posting-reached = Dire sous mes publications combien de personnes elles devraient toucher
posting-reached-means = Vous seul le voyez, sur la page d’une publication publique pendant sa première semaine.
posting-reached-all = Le dire aussi aux autres
posting-reached-all-means = Des comptes de { $count } abonnés et plus, cela se dit à tout le monde ; des plus petits, seulement si vous le voulez.
posting-sensitive = Couvrir mes médias
posting-sensitive-means = Images et films ne se montrent qu’après un appui.

# Apparence
appearance-light = Lumière
light-system = Comme cet appareil
light-light = Clair
light-dark = Sombre
appearance-light-hint = Gardé dans ce navigateur seulement.
appearance-language = Langue de ces pages

# Compte
account-handle = Vous êtes
account-password = Changer le mot de passe
password-present = Mot de passe actuel
password-new = Nouveau mot de passe
password-means = Tous les autres navigateurs et applications seront déconnectés.
password-not-yours = Ce n’est pas votre mot de passe actuel. Vérifiez-le et réessayez.

# Sessions
sessions-lead = Si l’un d’eux ne vous dit rien, mettez fin à son accès et changez de mot de passe.
sessions-browsers = Navigateurs
sessions-apps = Applications
sessions-no-apps = Aucune application n’a accès à votre compte. Pour en utiliser une, ouvrez-la et donnez-lui l’adresse de ce serveur.
sessions-since = depuis le { $when }
sessions-this = celui-ci
sessions-end = Mettre fin
sessions-end-named = Mettre fin à l’accès de { $name }
session-unknown = Un navigateur

# Notifications
policy-lead = Celles qui attendent sont réunies en demandes, à côté de vos notifications. Celles que vous ne voulez pas ne viennent jamais.
policy-not-following = Personnes que vous ne suivez pas
policy-not-following-means = Jusqu’à ce que vous les suiviez ou les laissiez passer
policy-not-followers = Personnes qui ne vous suivent pas
policy-not-followers-means = Ou depuis moins de trois jours
policy-new = Nouveaux comptes
policy-new-means = Créés au cours des trente derniers jours
policy-private = Messages privés que vous n’avez pas demandés
policy-private-means = Sauf s’ils vous répondent ou si vous suivez la personne
policy-limited = Comptes limités par la modération
policy-limited-means = Parce que d’autres ont eu des ennuis avec eux
policy-accept = Laisser passer
policy-filter = Faire attendre
policy-drop = Ne pas recevoir

# Notifications sur un appareil
push-title = Sur cet appareil
push-means = Elles s’affichent même quand aucune page n’est ouverte, et voyagent chiffrées. Se déconnecter ici y met fin.
push-no-scripts = Il faut pour cela des scripts. Autorisez-les dans votre navigateur pour l’activer ; le reste de la page s’en passe.
push-unable = Ce navigateur ne sait pas afficher les notifications de pages web. Sur iPhone ou iPad, ajoutez d’abord cette page à l’écran d’accueil, puis ouvrez-la de là.
push-refused = Votre navigateur ne laisse pas ce site afficher de notifications. Autorisez-le dans ses réglages, puis réessayez.
push-failed = Votre navigateur n’a pas réussi à l’activer. Réessayez dans un instant.
push-turn-on = Activer ici
push-turn-off = Désactiver ici
push-what = Ce dont on vous prévient
push-whose = De la part de qui
push-all = Tout le monde
push-followed = Les personnes que vous suivez
push-follower = Les personnes qui vous suivent
push-mention = Mentions et réponses
push-quote = Citations
push-follow = Nouveaux abonnés
push-follow-request = Demandes pour vous suivre
push-like = J’aime
push-repost = Repartages
push-poll = Sondages clos
push-post = Publications que vous avez demandé à ne pas manquer
push-edit = Modifications de ce que vous avez repartagé
push-quoted-edit = Modifications de ce que vous citez
push-forecast-up = Prévisions suivies qui montent
push-forecast-down = Prévisions suivies qui baissent
push-forecast-peaked = Prévisions suivies dont le pic est passé
push-sign-up = Nouvelles arrivées
push-report = Signalements

# Filtres
filters-lead = Un filtre couvre ou cache les publications qui contiennent certains mots. Les vôtres ne sont jamais filtrées.
filters-empty = Vous n’avez pas encore de filtre. Créez-en un quand un sujet vous pèse.
filter-new = Nouveau filtre
filter-edit = Modifier le filtre
filter-title = Nom
filter-words = Mots
filter-words-hint = Un mot ou une expression par ligne, sans souci des majuscules. Videz une ligne pour la retirer ; enregistrez pour en avoir d’autres.
filter-word = Mot ou expression
filter-whole = mots entiers seulement
filter-action = Quand une publication en contient un
filter-warn = Couvre
filter-hide = Cache
filter-blur = Couvre les médias
filter-warn-means = La couvrir et dire pourquoi
filter-hide-means = La laisser de côté
filter-blur-means = Couvrir ses médias
filter-places = Où
filter-home = Accueil et listes
filter-notifications = Notifications
filter-public = Fils publics
filter-thread = Discussions
filter-account = Profils
filter-lasting = Pendant combien de temps
filter-for-good = pour toujours
filter-half-hour = une demi-heure
filter-until = jusqu’au { $day }, comme avant
filter-ended = terminé
filter-no-title = Donnez un nom au filtre, pour le reconnaître.
filter-nowhere = Choisissez au moins un endroit où le filtre agit.
filter-wrong = Ce filtre ne peut pas être enregistré tel quel. Un mot est peut-être trop long, ou il y en a trop.
filter-delete = Supprimer le filtre
filter-delete-means = Ce qu’il couvrait et cachait se montre de nouveau.

# Masqués et bloqués
hidden-muted = Masqués
hidden-blocked = Bloqués
hidden-servers = Serveurs
hidden-muted-means = Vous ne voyez pas leurs publications. Ces personnes n’en sont pas averties.
hidden-muted-none = Vous ne masquez personne. On masque depuis le menu sous chaque publication.
hidden-unmute = Ne plus masquer
hidden-unmute-named = Ne plus masquer { $name }
hidden-blocked-means = Vous ne vous voyez plus, ni l’un ni l’autre.
hidden-blocked-none = Vous ne bloquez personne. On bloque depuis le menu sous chaque publication.
hidden-unblock = Débloquer
hidden-unblock-named = Débloquer { $name }
hidden-servers-means = Rien de ces serveurs ne vous parvient.
hidden-servers-none = Vous ne bloquez aucun serveur.
server-block-label = Bloquer un serveur
server-block-means = Ses membres vous sont cachés, et les abonnements entre vous et eux prennent fin.
server-wrong = Ce n’est pas un nom de serveur. Il ressemble à example.org.

# Demandes d’abonnement
requests-lead = Une fois acceptées, ces personnes voient vos publications réservées aux abonnés.
requests-none = Personne n’attend.
requests-locked = Qui veut vous suivre apparaît d’abord ici.
requests-open = Tout le monde peut vous suivre aussitôt. Si vous préférez qu’on vous demande, dites-le dans votre profil.
requests-to-profile = Vers votre profil
requests-accept = Accepter
requests-accept-named = Accepter { $name }
requests-reject = Refuser
requests-reject-named = Refuser { $name }

# Listes
lists-none = Vous n’avez pas encore de liste. Une liste est un fil à part, avec les personnes que vous y mettez.
list-new = Nouvelle liste
list-create = Créer la liste
list-change = Modifier
list-change-named = Modifier { $name }
list-title = Nom
list-replies = Les réponses qu’elle montre
list-replies-list = aux personnes de la liste
list-replies-followed = à toutes celles que vous suivez
list-replies-none = aucune
list-exclusive = Tenir ces personnes hors de l’accueil
list-exclusive-means = Leurs publications ne paraissent que dans la liste.
list-no-title = Donnez un nom à la liste.
list-title-long = Ce nom est trop long. Il compte au plus 255 caractères.
list-too-many = Vous ne pouvez pas avoir plus de listes. Supprimez-en une d’abord.
list-read = Lire cette liste
list-people = Qui s’y trouve
list-with = Listes avec { $name }
list-with-none = Créez d’abord une liste : un fil à part, avec les personnes que vous y mettez.
list-with-full = « { $name } » est pleine. Retirez-en d’abord quelqu’un. Les autres listes sont enregistrées.
list-own = Vos listes
list-add-label = Ajouter quelqu’un
list-add = Ajouter
list-remove = Retirer
list-remove-named = Retirer { $name } de la liste
list-nobody = Personne de ce nom n’est connu ici. Vérifiez-le, ou cherchez d’abord la personne.
list-already = Cette personne est déjà dans la liste.
list-full = La liste est pleine. Retirez d’abord quelqu’un.
list-empty = Personne pour l’instant. Ajoutez des gens par leur nom ci-dessus.
list-settings = Comment elle se montre
list-delete = Supprimer la liste
list-delete-means = Rien ne change pour les personnes qui s’y trouvent ; seule la liste disparaît.

# Signalements
report-title = Signaler { $name }
report-lead = Seule la modération lit ceci. La personne ne saura pas qui l’a signalée.
report-what = De quoi s’agit-il ?
report-spam = Indésirable : publicité, faux compte, toujours la même chose
report-violation = C’est contraire à ce dont les membres conviennent
report-legal = C’est contraire à la loi
report-other = Autre chose
report-rules = Quelles règles ne sont pas respectées ?
report-comment = Que devons-nous savoir ?
report-comment-hint = Une ou deux phrases suffisent, jusqu’à 1 000 caractères.
report-forward = Prévenir aussi son serveur
report-forward-means = Il reçoit le signalement sans votre nom.
report-send = Envoyer le signalement
report-no-category = Choisissez de quoi il s’agit.
report-wrong = Ce signalement n’a pas pu être reçu. Raccourcissez ce que vous avez écrit et réessayez.

# Emporter
export-lead = Des fichiers que d’autres serveurs savent lire, et une copie de tout ce que vous avez écrit. Ils sont préparés au moment du téléchargement.
export-archive = Tout
export-archive-means = Les publications avec leurs images et vidéos, les abonnements, les listes et le reste en un seul fichier ZIP, avec des pages à lire hors ligne. Braise et Mastodon connaissent ce format.
export-posts = Publications
export-posts-means = Tout ce que vous avez publié et repartagé, du plus récent au plus ancien (ActivityStreams)
export-following = Abonnements
export-following-means = Les personnes que vous suivez, et comment (CSV)
export-lists = Listes
export-lists-means = Vos listes et qui s’y trouve (CSV)
export-muted = Personnes masquées
export-muted-means = Les personnes que vous masquez (CSV)
export-blocked = Personnes bloquées
export-blocked-means = Les personnes que vous bloquez (CSV)
export-domains = Serveurs bloqués
export-domains-means = Les serveurs que vous bloquez (CSV)
export-bookmarks = Signets
export-bookmarks-means = Les adresses des publications gardées (CSV)
export-download = Télécharger
export-download-named = Télécharger { $file }

## Partir pour de bon
erase-title = Supprimer le compte
erase-lead = Tout ce que vous avez écrit ici et tout ce qui est gardé sur vous est effacé, pour de bon.
erase-go = Voir ce qui part et ce qui reste
erase-means = Votre profil, vos publications, images, messages, brouillons, listes et réglages quittent aussitôt toutes les pages et applications, puis en quelques minutes tous les fichiers de ce serveur : base de données, journal, recherche et images. Personne ne peut les rétablir.
erase-stays = Ce que d’autres ont écrit leur appartient et reste, même là où l’on vous répond ou vous nomme. Votre nom ici n’est donné à personne d’autre ; seule une empreinte à clé en est gardée pour cela. Les copies faites par d’autres, et les sauvegardes de ce serveur jusqu’à leur remplacement, sont hors de sa portée.
erase-export-first = D’abord tout emporter
erase-sure = Je sais que c’est irréversible
erase-not-sure = Cochez la case si vous êtes sûr de vous.
erase-now = Tout effacer
erase-last-admin = Vous êtes la dernière personne à administrer ce serveur. Confiez d’abord ce rôle à quelqu’un d’autre.
erasing-title = Votre compte est en cours d’effacement
erased-title = Votre compte est effacé
erased-under-way = Il a déjà quitté toutes les pages. Les fichiers suivent en quelques minutes ; rechargez cette page pour voir le reçu complet.
erased-done = Il n’en reste rien dans les fichiers de ce serveur. Ceci est le reçu.
erased-number = Reçu
erased-asked = Demandé
erased-at = Terminé
erased-posts = Publications et partages
erased-files = Images, films, sons
erased-rows = Autres entrées
erased-events = Lignes du journal
erased-keep = Gardez l’adresse de cette page si vous voulez le prouver ; rien n’y dit qui vous étiez.
# Import
set-import = Arriver avec son passé
set-import-means = Publications, images et abonnements venus d’un autre réseau
import-lead = Demandez votre archive à X, Instagram, Threads, Facebook, Mastodon ou Bluesky, et apportez-la telle quelle. Les anciennes publications gardent leur date. Personne n’en est averti, et les personnes qui y sont nommées ne sont pas liées.
import-reach = Qui voit ce qui était ouvert à tout le monde
import-reach-unlisted = Toute personne qui vient sur votre profil
import-reach-public = Tout le monde, recherche et hashtags compris
import-reach-followers = Les personnes qui vous suivent
import-reach-self = Vous seulement
import-reach-hint = Rien ne touche plus de monde qu’avant. Facebook ne dit pas qui pouvait lire une publication : ce qui en vient va au plus aux personnes qui vous suivent.
import-keep-private = Apporter aussi ce qui n’était pas pour tout le monde
import-keep-private-means = Ce qui s’adressait à vos abonnés ou à vos amis va aux personnes qui vous suivent ici ; ce qui s’adressait à quelques-uns reste à vous seul.
import-file = Votre archive
import-file-hint = { $count ->
    [one] Un fichier ZIP tel que le réseau vous le remet, un dépôt CAR ou un tableau CSV, jusqu’à { $shown } Go. Au-delà, la personne qui gère ce serveur peut l’apporter en ligne de commande.
   *[other] Un fichier ZIP tel que le réseau vous le remet, un dépôt CAR ou un tableau CSV, jusqu’à { $shown } Go. Au-delà, la personne qui gère ce serveur peut l’apporter en ligne de commande.
}
import-send = L’apporter
import-no-file = Choisissez d’abord un fichier.
import-one-at-a-time = Une de vos archives est en cours de lecture. La suivante pourra venir après.
import-under-way = Votre archive est en cours de lecture. Vous pouvez quitter cette page, elle continue.
import-look-again = Regarder à nouveau
import-before = Déjà apporté
import-waiting = En attente
import-running = En cours de lecture
import-done = Terminé
import-failed = La lecture n’a pas pu aller jusqu’au bout
import-posts = { $count ->
    [one] { $shown } publication
   *[other] { $shown } publications
}
import-known = { $count ->
    [one] { $shown } publication était déjà là
   *[other] { $shown } publications étaient déjà là
}
import-media = { $count ->
    [one] { $shown } image, vidéo ou son
   *[other] { $shown } images, vidéos et sons
}
import-follows = { $count ->
    [one] { $shown } personne suivie
   *[other] { $shown } personnes suivies
}
import-remembered = { $count ->
    [one] { $shown } personne retenue, pas encore connue ici
   *[other] { $shown } personnes retenues, pas encore connues ici
}
import-blocks = { $count ->
    [one] { $shown } personne bloquée
   *[other] { $shown } personnes bloquées
}
import-mutes = { $count ->
    [one] { $shown } personne masquée
   *[other] { $shown } personnes masquées
}
import-domains = { $count ->
    [one] { $shown } serveur bloqué
   *[other] { $shown } serveurs bloqués
}
import-listed = { $count ->
    [one] { $shown } personne mise dans une liste
   *[other] { $shown } personnes mises dans des listes
}
import-bookmarks = { $count ->
    [one] { $shown } signet
   *[other] { $shown } signets
}
import-likes = { $count ->
    [one] { $shown } J’aime
   *[other] { $shown } J’aime
}
import-private = { $count ->
    [one] { $shown } publication laissée de côté, elle n’était pas pour tout le monde
   *[other] { $shown } publications laissées de côté, elles n’étaient pas pour tout le monde
}
import-filters = { $count ->
    [one] { $shown } filtre
   *[other] { $shown } filtres
}
import-feeds = { $count ->
    [one] { $shown } fil
   *[other] { $shown } fils
}
import-packs = { $count ->
    [one] { $shown } paquet de premiers pas
   *[other] { $shown } paquets de premiers pas
}
import-reposts = { $count ->
    [one] { $shown } publication repartagée
   *[other] { $shown } publications repartagées
}
import-kept = { $count ->
    [one] { $shown } adresse de publication gardée, pour repartir avec vous
   *[other] { $shown } adresses de publications gardées, pour repartir avec vous
}
import-left-out = { $count ->
    [one] { $shown } élément laissé de côté, parce qu’il n’était pas de vous ou n’a pas de place ici
   *[other] { $shown } éléments laissés de côté, parce qu’ils n’étaient pas de vous ou n’ont pas de place ici
}
import-not-here = { $count ->
    [one] { $shown } publication gardée ou aimée n’est pas connue ici
   *[other] { $shown } publications gardées ou aimées ne sont pas connues ici
}
import-not-understood = { $count ->
    [one] { $shown } élément n’a pas été compris
   *[other] { $shown } éléments n’ont pas été compris
}
import-why-no-date = il manque la date
import-why-date = la date est illisible
import-why-no-address = un nom ou une adresse n’en est pas un
import-why-not-there = absent du fichier
import-why-no-file = le fichier de l’image ou du film n’est pas dans l’archive
import-why-no-post = aucune publication n’y est nommée
import-why-nobody = personne n’y est nommé
import-why-damaged = abîmé
import-why-long = le tableau est trop long ; la fin a été laissée de côté
import-why-no-name = la liste n’a pas de nom
import-why-no-server = ce n’est pas un serveur
import-met = Des personnes que vous connaissiez ailleurs
import-met-means = Leur profil dit que ce sont elles que vous suiviez là-bas. Suivez-les si vous le croyez.
import-met-checked = vérifié
import-follow = Suivre
import-follow-named = Suivre { $name }

# Ce qui a été signalé, pour la modération
reports-title = Signalements
reports-lead = Ce que les membres ont signalé, du plus récent au plus ancien. Seule la modération voit cette page.
reports-none = Rien n’a encore été signalé.
reports-gone = Quelqu’un qui n’est plus ici
reports-spam = Indésirable
reports-violation = Contraire à une règle
reports-legal = Contraire à la loi
reports-other = Autre chose
reports-by = signalé par { $name }
reports-rule = Règle :
reports-older = Signalements plus anciens
reports-hint-means = Des publications que tout le monde peut lire ont été montrées à la modération du fournisseur d’un modèle. Ce qu’elle en dit est l’estimation d’une machine, selon ses propres règles : elle ne connaît ni les vôtres ni l’intention, se trompe souvent sur l’ironie, les citations et les langues rares, et rien n’en découle. C’est vous qui décidez.
reports-hint-objects = { $provider } y trouverait à redire.
reports-hint-fine = { $provider } n’y trouverait rien à redire.
reports-unseen = { $count ->
    [one] { $count } publication n’existe plus, ou ne vous est pas destinée.
   *[other] { $count } publications n’existent plus, ou ne vous sont pas destinées.
}
