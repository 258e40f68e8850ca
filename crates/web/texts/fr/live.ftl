# Ce que disent les scripts, et les pages gardées sur l’appareil

# Partout
script-failed = Cela n’a pas pu être fait. Réessayez dans un instant.
script-offline = Vous êtes hors ligne. Réessayez une fois le réseau revenu.
script-stale = Cette page est trop ancienne. Rechargez-la, puis réessayez.
script-close = Fermer

# Nouveautés
live-new = { $count ->
    [one] { $shown } nouvelle publication
   *[other] { $shown } nouvelles publications
}

# En écrivant
scheduled-local-hour = Nouvelle heure
compose-local-time = À l’heure de votre appareil. Laissez vide pour publier maintenant.
compose-restored = Voici ce que vous n’aviez pas fini d’écrire.
compose-discard = Repartir de zéro
compose-describe = Une image n’est pas encore décrite. Dites ce qu’on y voit, ou publiez-la telle quelle en appuyant encore une fois.
compose-remove-file = Enlever { $name }
compose-over = { $count ->
    [one] { $shown } caractère de trop
   *[other] { $shown } caractères de trop
}
complete-choices = Propositions
complete-found = { $count ->
    [one] { $shown } proposition
   *[other] { $shown } propositions
}

# Images en grand
lightbox-title = Image
lightbox-zoom = Agrandir
lightbox-before = Image précédente
lightbox-after = Image suivante

# Au clavier
keys-title = Raccourcis clavier
keys-move = Publication suivante, précédente
keys-open = Ouvrir
keys-search = Rechercher
keys-leave = Fermer, quitter
keys-on = Utiliser ces raccourcis

# Sans réseau
offline-title = Vous êtes hors ligne
offline = Cette page a besoin du réseau. Elle s’ouvrira d’elle-même dès qu’il reviendra.
offline-again = Réessayer
