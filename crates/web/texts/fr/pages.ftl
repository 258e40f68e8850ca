# Les mots des pages ouvertes à tous. Chaque message existe aussi dans texts/en.

# Autour de chaque page
skip = Aller au contenu
nav-main = Principal
nav-pages = Pages
nav-menu = Vous : profil, listes, réglages
nav-own-profile = Votre profil
nav-profile = Publications de ce profil
log-in = Se connecter
log-out = Se déconnecter
join = Créer un compte
join-short = Rejoindre
to-home = Vers l’accueil
older = Publications plus anciennes
newest = Revenir aux plus récents

# Accueil
welcome-description = Un petit réseau de gens, sur un serveur à eux.
point-order-title = Votre fil, dans l’ordre
point-order = Ce que publient les gens que vous suivez, du plus récent au plus ancien. Rien n’y est glissé, rien ne vous est caché.
point-apps-title = Toute application Mastodon
point-apps = Tusky, Ice Cubes, Phanpy et bien d’autres : indiquez l’adresse de ce serveur, connectez-vous, vous êtes chez vous.
point-yours-title = Ce qui est à vous le reste
point-yours = Ni publicité ni pistage. Vous choisissez qui voit chaque publication, et vos publications repartent avec vous.
latest = Dernières publications
latest-empty = Personne n’a encore publié ici. La première publication reste à écrire.

# À propos
about-title = À propos de { $site }
about-members = Membres
about-active = Actifs ce mois-ci
about-posts = Publications
number = { $shown }
rules-title = Ce dont nous convenons
rule-people = Écrivez aux autres comme vous leur parleriez à table. Harcèlement, menaces et mépris de ce que sont les gens n’ont pas leur place ici.
rule-consent = Demandez avant de publier ce qui n’est pas à vous : messages privés, photos d’autrui, adresse de quelqu’un.
rule-warn = Couvrez d’un avertissement ce que d’autres ne voudraient pas croiser sans y être préparés, et décrivez vos images.
rule-law = Rien d’illégal, pas de publications en masse. Dites-le quand un compte est automatisé.
about-join-title = Rejoindre
about-open = Tout le monde peut créer un compte.
about-approval = Vous pouvez demander un compte. Une personne de la modération lit chaque demande, en général en quelques jours.
about-closed = Ce serveur n’accueille pas de nouveaux membres pour le moment.
contact-title = Contact
contact-none = Les personnes qui tiennent ce serveur n’ont pas encore laissé d’adresse.
contact-account = Compte
contact-mail = Courriel
about-software = { $domain } fonctionne avec Braise, logiciel libre sous licence AGPL.

# Se connecter, rejoindre
sign-in-title = Se connecter
sign-in-already = Vous êtes ici en tant que { $name }.
sign-in-continue = Continuer avec ce compte
sign-in-new = Pas encore de compte ?
sign-in-empty = Indiquez votre nom ou votre adresse, et votre mot de passe.
sign-in-wrong = Le nom ou le mot de passe n’est pas le bon. Vérifiez les deux et réessayez.
sign-in-too-often = Trop d’essais ont échoué. Attendez dix minutes, puis réessayez.
sign-in-pending = Votre compte attend la modération. Vous pourrez vous connecter dès qu’il sera accepté.
sign-in-disabled = Ce compte est suspendu et ne peut pas se connecter. Écrivez aux personnes qui tiennent le serveur.
sign-up-title = Créer un compte
sign-up-lead = Une minute, quatre champs. Tout peut changer ensuite, sauf le nom.
sign-up-approval = La modération lit chaque demande avant d’ouvrir le compte.
sign-up-known = Déjà membre ?
field-login = Nom ou adresse électronique
field-username = Nom
field-email = Adresse électronique
field-password = Mot de passe
field-reason = Qu’est-ce qui vous amène ?
field-agree = J’ai lu ce dont les membres conviennent, et j’en conviens
read-rules = Ce dont nous convenons
hint-username = Lettres sans accent, chiffres et tirets bas. Votre adresse sera @nom@{ $domain }.
hint-email = Personne ne la voit, sauf vous et celles et ceux qui tiennent le serveur.
hint-password = Au moins 8 caractères. Une phrase se retient mieux qu’une énigme.
hint-reason = Une ou deux phrases suffisent. Seule la modération les lit.
field-username-blank = Choisissez un nom.
field-username-taken = Ce nom est déjà pris. Essayez-en un autre.
field-username-reserved = Ce nom est réservé au serveur. Essayez-en un autre.
field-username-long = Un nom compte au plus { $count } caractères.
field-username-wrong = Uniquement des lettres sans accent, des chiffres et des tirets bas.
field-email-blank = Indiquez votre adresse électronique.
field-email-taken = Un compte existe déjà avec cette adresse. Connectez-vous plutôt.
field-email-wrong = Cette adresse n’est pas complète. Elle ressemble à nom@example.org.
field-password-short = Au moins { $count } caractères.
field-password-long = Au plus { $count } caractères.
field-agreement = Pour rejoindre, il faut convenir de ce dont les membres conviennent.
field-reason-blank = Dites en une phrase ce qui vous amène.
field-wrong = Ceci ne convient pas tel quel. Modifiez-le et réessayez.
closed-title = Pas de nouveaux membres pour le moment
closed = Ce serveur n’accueille pas de nouveaux membres en ce moment. Si quelqu’un vous a invité, demandez-lui, ou écrivez aux personnes qui le tiennent.
waiting-title = Votre demande est arrivée
waiting = La modération va la lire. Une fois accepté, connectez-vous avec le nom et le mot de passe que vous venez de choisir.

# Autoriser une application
consent-title = Laisser entrer { $app } ?
consent-lead = Cette application demande à utiliser votre compte.
consent-website = Voir son site
consent-switch = Utiliser un autre compte
consent-wants = Elle pourra
consent-approve = Autoriser
consent-deny = Refuser
consent-goes-to = Dans les deux cas, vous retournerez à { $place }.
consent-shows-code = Vous obtiendrez un code à copier dans l’application.
consent-password = L’application ne voit jamais votre mot de passe.
consent-no-app-title = Application inconnue
consent-no-app = Le lien qui vous amène nomme une application que ce serveur ne connaît pas. Recommencez dans l’application ; si cela ne change rien, prévenez qui la fait.
consent-no-address-title = Ce lien n’est pas sûr
consent-no-address = L’application veut une réponse à une adresse qu’elle n’a pas déclarée ; rien n’a donc été envoyé. Recommencez dans l’application ; si cela ne change rien, prévenez qui la fait.
consent-wrong-title = L’application demande quelque chose d’inconnu
consent-wrong = Ce serveur ne comprend pas sa demande ; rien n’a été autorisé. Prévenez qui fait l’application.
consent-denied-title = L’application n’entre pas
consent-denied = Elle n’a pas accès à votre compte. Vous pouvez fermer cette page.
want-profile = Voir votre nom, votre image et votre profil
want-read-account = Lire votre compte : profil, abonnements, listes et filtres
want-read-posts = Lire les publications, même celles que vous seul pouvez voir, et chercher
want-read-marks = Voir vos J’aime et vos signets
want-read-notifications = Lire vos notifications
want-read-hidden = Voir qui vous bloquez et masquez
want-write-posts = Publier, modifier et supprimer des publications et des images en votre nom
want-write-marks = Aimer, mettre en signet et ranger les notifications pour vous
want-write-follows = Suivre des gens ou cesser de les suivre, et changer vos listes
want-write-hidden = Bloquer, masquer, filtrer et signaler pour vous
want-write-account = Changer votre profil et vos réglages
want-push = Vous envoyer des notifications
want-admin-read = Lire tout ce que voit la modération : comptes, adresses et signalements
want-admin-write = Agir pour la modération : suspendre des comptes, traiter les signalements, bloquer des serveurs
code-title = Copiez ce code
code-lead = Collez-le dans l’application qui l’a demandé, et nulle part ailleurs.
code-minutes = Il sert une seule fois, pendant dix minutes.

# Publications
replies = { $count ->
    [one] { $shown } réponse
   *[other] { $shown } réponses
}
reposts = { $count ->
    [one] { $shown } repartage
   *[other] { $shown } repartages
}
likes = { $shown } J’aime
reposted-by = { $name } a repartagé
answers = En réponse à { $name }
automated = automatisé
edited = modifié
edited-at = modifié le { $when }
made-post = Fait avec une IA
made-post-means = Selon son auteur, un modèle a écrit ce texte, ou l’essentiel. Personne ne l’a vérifié, et l’absence de cette mention ne prouve rien.
made-file = Fait avec une IA
made-file-of = { $shown } : fait avec une IA
made-file-means = Selon la personne qui l’a publié, un modèle l’a fait. Ce qu’on y voit n’a peut-être jamais existé.
sensitive-media = Média sensible. L’afficher
circle-local = Ce serveur seulement
circle-unlisted = Public discret
circle-followers = Abonnés seulement
circle-direct = Personnes mentionnées seulement
to-quoted = Ouvrir la publication citée
percent = { $shown } %
voters = { $count ->
    [one] { $shown } personne a voté
   *[other] { $shown } personnes ont voté
}
poll-ended = clos le { $when }
poll-ends = jusqu’au { $when }
poll-hidden = résultats à la fin
post-title = { $name } : « WORDS »
thread-visitor = En visite, on ne voit que les réponses publiques. Connectez-vous pour lire tout le fil.

# Profils et mots-clics
posts = { $count ->
    [one] { $shown } publication
   *[other] { $shown } publications
}
following = { $count ->
    [one] { $shown } abonnement
   *[other] { $shown } abonnements
}
followers = { $count ->
    [one] { $shown } abonné
   *[other] { $shown } abonnés
}
joined = ici depuis le { $day }
locked = approuve ses abonnés
verified = renvoie ici, vérifié le { $day }
moved = Cette personne a déménagé. Son nouveau compte est
from-elsewhere = Ce profil vit sur un autre serveur ; seul ce qui est arrivé ici est affiché.
original-profile = Voir l’original
profile-posts = Publications
profile-replies = Avec réponses
profile-media = Médias
pinned = Épinglés
profile-empty = Il n’y a encore rien ici.
profile-empty-visitor = Rien de public ici pour l’instant. Certaines publications sont peut-être réservées aux membres ou aux abonnés.
tag-empty = Aucune publication publique ne porte encore #{ $tag }. Utilisez-le dans une publication et cette page commence.

# Moments
time-now = à l’instant
time-minutes = { $count } min
time-hours = { $count } h
time-days = { $count } j
time-day-and-clock = DAY, CLOCK UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

# Ce qui n’a pas marché
error-missing-title = Il n’y a rien ici
error-missing = Cette page n’a peut-être jamais existé, a pu être supprimée, ou n’est pas pour tout le monde. Si vous avez un compte, connectez-vous pour voir.
error-gone-title = Ce profil n’est plus là
error-gone = Le compte a été suspendu, et ce qu’il avait publié n’est plus affiché.
error-stale-title = Ce formulaire a expiré
error-stale = Il est resté ouvert trop longtemps ou ne venait pas de nos pages ; rien n’a été fait. Revenez en arrière, rechargez la page et réessayez.
error-wrong-title = Cette demande n’a pas de sens ici
error-wrong = Quelque chose ne va pas dans l’adresse ou le formulaire. Revenez en arrière et réessayez.
error-forbidden-title = Ce n’est pas pour vous
error-forbidden = Votre compte ne peut pas faire cela. Si vous pensez que si, écrivez aux personnes qui tiennent le serveur.
error-many-title = Trop à la fois
error-many = Beaucoup de demandes sont venues de vous en peu de temps. Attendez quelques minutes, puis réessayez.
error-unavailable-title = Le serveur est occupé
error-unavailable = Il ne peut pas répondre maintenant. Rien n’est perdu ; réessayez dans un instant.
error-internal-title = Quelque chose s’est mal passé ici
error-internal = L’erreur est de notre côté, et elle a été notée. Réessayez dans un instant.

announcement = Annonce
dismiss-announcement = Compris
