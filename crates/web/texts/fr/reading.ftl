# Lire et trouver : notifications, profils, recherche, ce qu’on garde.

# Partout où il y a des gens
follow = Suivre
follow-back = Suivre en retour
following-them = Suivi
requested = Demande envoyée
unblock = Débloquer
follows-you = vous suit
accept = Accepter
reject = Refuser
onward = Voir la suite
from-the-start = Revenir au début
excerpt-media = Une publication sans texte, avec un média
excerpt-empty = Une publication sans texte

# Notifications
to-notifications = Vers les notifications
news-all = Toutes
news-mentions = Mentions
news-new = Nouveau :
news-from = De { $name }
news-mention = vous a mentionné
news-reply = vous a répondu
news-post = a publié
news-repost = { $count ->
    [0] a repartagé votre publication
    [1] et une autre personne ont repartagé votre publication
   *[other] et { $shown } autres personnes ont repartagé votre publication
}
news-like = { $count ->
    [0] a aimé votre publication
    [1] et une autre personne ont aimé votre publication
   *[other] et { $shown } autres personnes ont aimé votre publication
}
news-follow = { $count ->
    [0] vous suit désormais
    [1] et une autre personne vous suivent désormais
   *[other] et { $shown } autres personnes vous suivent désormais
}
news-follow-request = demande à vous suivre
news-poll = avait posé une question à laquelle vous avez répondu ; le sondage est clos
news-poll-own = Votre sondage est clos
news-edit = a modifié une publication que vous avez repartagée
news-sign-up = { $count ->
    [0] est arrivé ici
    [1] et une autre personne sont arrivés ici
   *[other] et { $shown } autres personnes sont arrivés ici
}
news-report = a envoyé un signalement
news-quote = a cité votre publication
news-quoted-edit = a modifié une publication que vous citez
news-forecast-up = Une prévision que vous suivez monte : la publication devrait aller plus loin que ce qui vous a été dit
news-forecast-down = Une prévision que vous suivez baisse : la publication devrait aller moins loin que ce qui vous a été dit
news-forecast-peaked = Le moment fort d’une publication que vous suivez sur Radar est passé
news-empty-title = Rien pour l’instant
news-empty = Quand on vous répond, qu’on aime ou repartage ce que vous publiez, ou qu’on vous suit, c’est dit ici.
news-empty-mentions = Quand on vous mentionne ou vous cite, la publication s’affiche ici, prête à recevoir une réponse.
news-clear = Tout effacer
news-clear-means = Toutes les notifications disparaissent, aussi de vos applications. Les publications restent.
news-clear-now = Les effacer
asking-title = Demandent à vous suivre
asking-all = Toutes les demandes
held-senders = { $count ->
    [one] Les notifications d’une personne sont retenues
   *[other] Les notifications de { $shown } personnes sont retenues
}
held-title = Retenues
held-means = Ce qu’envoient les personnes pour lesquelles vous voulez d’abord qu’on vous demande. Elles n’en savent rien.
held-settings = Changer ce qui est retenu
held-empty = Personne n’attend que vous le laissiez passer.
held-accept = Laisser passer
held-dismiss = Écarter
held-count = { $count ->
    [one] Une notification
   *[other] { $shown } notifications
}

# Profils
edit-profile = Modifier le profil
more-about = Plus sur { $name }
tell-me = Me prévenir de ses publications
tell-me-not = Ne plus me prévenir
add-to-list = Ajouter à une liste
remove-follower = Retirer de mes abonnés
mention-them = Mentionner { $name }
unmute-them = Ne plus masquer { $name }
unblock-them = Débloquer { $name }
asks-to-follow = { $name } demande à vous suivre.
muted-banner = Vous masquez cette personne. Ses publications n’apparaissent pas dans vos fils.
familiar = Parmi ses abonnés, des gens que vous suivez :
profile-about = À propos
about-address = Adresse
profile-followers = Abonnés
profile-following = Abonnements
followers-title = Les abonnés de { $name }
following-title = Les abonnements de { $name }
followers-empty = Personne ne suit encore ce compte.
following-empty = Ce compte ne suit encore personne.
people-hidden = Cette personne garde pour elle ses abonnés et ses abonnements.

# Autour d’une publication
back-to-post = Revenir à la publication
likes-tab = J’aime
reposts-tab = Repartages
likes-title = Qui aime la publication de { $name }
reposts-title = Qui a repartagé la publication de { $name }
likes-empty = Personne n’a encore aimé cette publication.
reposts-empty = Personne ne l’a encore repartagée.
history-title = Comment la publication de { $name } a changé
history-none = Cette publication n’a jamais été modifiée.
history-now = version actuelle
history-first = première version
history-no-alt = sans description
history-covered = { $count ->
    [one] Un fichier couvert
   *[other] { $shown } fichiers couverts
}
thread-with = Dans cette conversation :
thread-with-more = { $count ->
    [one] et une autre personne
   *[other] et { $shown } autres personnes
}
thread-more = { $count ->
    [one] Une autre réponse
   *[other] { $shown } autres réponses
}

# Mots-clics
tag-follow = Suivre ce mot-clic
tag-followed = Mot-clic suivi
tag-week = { $count ->
    [0] Aucune publication en sept jours
    [one] Une publication en sept jours
   *[other] { $shown } publications en sept jours
}

# Recherche
search-title = Recherche : { $words }
search-placeholder = Mots, noms, mots-clics
search-go = Chercher
search-kinds = Sortes de résultats
search-all = Tout
search-how = Chercher plus précisément
search-phrase = ces mots, dans cet ordre
search-from = écrit par cette personne, ou par vous
search-to = qui mentionne cette personne
search-in = seulement ce que vous avez écrit, gardé, commenté, ou qui vous mentionne
search-has = avec une image, un sondage, un lien ; aussi video, audio, media
search-is = seulement les réponses, seulement les citations ; aussi sensitive, bot
search-lang = dans cette langue
search-when = écrit avant ou après un jour, un mois ou une année
search-not = sans ce mot ; se combine avec tout ce qui précède
search-begin = Cherchez des personnes par leur nom, des publications par leurs mots, des mots-clics ; ou collez l’adresse d’un profil ou d’une publication.
search-talked-about = On en parle
search-nothing-title = Rien trouvé pour { $words }
search-nothing = Essayez moins de mots, ou d’autres, ou vérifiez l’orthographe du nom. Une publication se trouve si son auteur le permet, ou si vous y avez pris part.
search-visitor = La recherche de publications est réservée aux membres. Connectez-vous pour en trouver.
search-more-people = Plus de personnes
search-more-tags = Plus de mots-clics

# Explorer
explore-posts = Publications
explore-people = Personnes
explore-tags = Mots-clics
explore-links = Liens
explore-posts-means = Les publications publiques de la semaine, de personnes qui veulent bien être trouvées : d’abord les plus aimées et repartagées. Un compte, rien d’autre.
explore-people-means = Les personnes que suivent vos abonnements, puis les membres actifs. Personne ne paie pour être ici.
explore-directory-means = Les membres qui veulent bien être trouvés, ceux qui ont publié en dernier d’abord.
explore-tags-means = Les mots-clics de la semaine qu’emploient le plus de personnes différentes.
explore-links-means = Les pages de la semaine vers lesquelles le plus de personnes différentes font un lien.
explore-posts-empty = Rien n’a été aimé ou repartagé par plusieurs personnes cette semaine. C’est peut-être le moment de lire ce qui est nouveau.
explore-people-empty = Personne à suggérer pour l’instant. Cherchez un nom, ou voyez qui écrit sous un mot-clic.
explore-tags-empty = Aucun mot-clic n’a beaucoup servi cette semaine. Mettez-en un dans une publication : cela peut commencer là.
explore-links-empty = Aucune page n’a beaucoup circulé cette semaine.
explore-radar = Radar
trends-review = Ce qui peut faire tendance
trends-review-means = Une tendance est montrée à moins que vous ne la refusiez. Ce que vous dites ici tient jusqu’à ce que vous disiez autre chose.
trends-review-needed = Rien ne fait tendance avant que vous ne l’autorisiez. Ce que vous dites ici tient jusqu’à ce que vous disiez autre chose.
trends-none = Rien pour l’instant.
trends-allow = Autoriser
trends-refuse = Refuser
trends-allowed = autorisée
trends-refused = refusée
trends-waiting = attend d’être autorisée
trends-unreviewed = montrée, personne ne l’a encore examinée
why-elsewhere = D’après son profil, vous suiviez ce compte ailleurs
why-liked = Vous avez aimé plusieurs de ses publications
why-featured = { $name }, que vous suivez, recommande ce compte
why-tag = Écrit sur { $tag }, que vous suivez
why-friends = Des personnes que vous suivez suivent ce compte
why-active = Actif ici
dismiss-them = Ne plus suggérer { $name }

# Ce qu’on garde
nav-kept = Ce qui est à vous
nav-favourites = J’aime
nav-drafts = Brouillons
nav-scheduled = Programmées
bookmarks-empty = Ce que vous gardez en signet vous attend ici. Personne d’autre ne le voit.
favourites-empty = Ce que vous aimez se retrouve ici, le plus récent d’abord.
drafts-empty = Aucun brouillon. Pendant l’écriture, « Garder le brouillon » met une publication de côté.
draft-no-words = Pas encore de texte
draft-go-on = Continuer à écrire
draft-delete = Supprimer ce brouillon pour de bon
draft-files = { $count ->
    [one] un fichier
   *[other] { $shown } fichiers
}
draft-poll = un sondage
draft-reply = une réponse
draft-quote = une citation
scheduled-empty = Rien n’attend son heure. Pendant l’écriture, choisissez un moment sous « Langue et heure ».
scheduled-move = Une autre heure
scheduled-hour = Nouvelle heure, UTC
scheduled-delete = Ne pas publier
scheduled-no-hour = Ce n’est pas une heure. Choisissez un jour et une heure.
scheduled-too-soon = C’est trop tôt. Choisissez un moment dans cinq minutes au moins.

# Conversations
conversations-means = Des publications que seules voient les personnes mentionnées.
conversations-empty-title = Pas encore de conversation
conversations-empty = Mentionnez quelqu’un et choisissez « Personnes mentionnées » sous « Qui la voit » : c’est ainsi qu’une conversation commence.
conversation-alone = Vous seulement
conversation-you = Vous :
conversation-unread = non lue
conversation-read = Marquer comme lue
conversation-keep-unread = Marquer comme non lue
conversation-remove = Retirer de cette page
colon = { " :" }

# Beside a name
card-about = À propos de { $name }
