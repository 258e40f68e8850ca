# Les jeux de données tirés des publications consenties.
datasets-title = Jeux de données
datasets-lead = Ce que les membres ont donné, parution après parution. Rien n’y figure sans le oui de son auteur.
datasets-empty = Rien n’a encore paru.
datasets-older = Plus anciens
dataset-rows = { $count ->
    [one] { $shown } ligne
   *[other] { $shown } lignes
}
dataset-withdrawn = { $count ->
    [one] { $shown } retirée depuis
   *[other] { $shown } retirées depuis
}
dataset-cutoff = Au { $at }, chaque ligne avait l’accord de ses auteurs.
dataset-number-rows = Lignes
dataset-number-authors = Auteurs
dataset-number-withdrawn = Retirées depuis
dataset-number-posts = Publications
dataset-number-threads = Fils
dataset-what = Ce qu’il contient
dataset-purposes = Donné pour
dataset-how = Comment il est fait
dataset-how-lead = Les fils et publications arrivés à chaque étape, et ceux qui l’ont passée.
dataset-stage-language = La langue est claire
dataset-stage-repetition = Ne se répète pas
dataset-stage-quality = Se lit comme une langue
dataset-stage-c4 = Ni mentions légales ni listes
dataset-stage-duplicates = Ne double aucun autre texte
dataset-stage-suppression = Assez de gens écrivent dans sa langue
dataset-stage-withdrawal = L’accord tient toujours
dataset-check = Vérifier
dataset-check-lead = Le manifeste est signé. Il nomme chaque fichier, chaque seuil et la racine calculée sur toutes les lignes.
dataset-manifest = Manifeste et rapport, en JSON
dataset-revocations = La liste signée des lignes retirées, en JSON
dataset-mine-ask = Y suis-je ?
dataset-mine-title = Y suis-je ?
dataset-mine-none = Aucune de vos publications n’y figure.
dataset-mine-some = { $count ->
    [one] { $shown } de vos publications y figure.
   *[other] { $shown } de vos publications y figurent.
}
dataset-mine-post = Publication
dataset-mine-hint = Vous seul voyez cette page. Vos publications y portent un nom que personne ne peut relier à vous sans la clé de ce serveur.
dataset-row-title = Ligne
dataset-row-back = La parution
dataset-row-gone = retirée
dataset-row-stands = Cette ligne tient. Personne ne l’a retirée.
dataset-row-withdrawn = Cette ligne a été retirée le { $at }. Merci de ne plus l’utiliser.
# Ce que l’on demande, et ce qui en est fait.
asks-title = Demandes
asks-lead = Celles et ceux qui préparent des jeux de données disent ici à quoi serviraient vos publications, sous quelle licence et en échange de quoi. Les donner ou non, c’est vous qui voyez.
asks-empty = Personne ne demande rien.
ask-purpose = Pour
ask-licence = Licence
ask-offer = En échange
ask-made = Demandé
ask-accepted = { $count ->
    [one] { $shown } accord
   *[other] { $shown } accords
}
ask-closed = Cette demande est close. Ce qui a été donné le reste tant que son auteur ne le retire pas.
ask-means = Accepter, c’est dire oui à cet usage pour tout ce que vous écrivez ici en public, dans votre propre registre. Vous pouvez y revenir à tout moment ; ce qui a déjà paru reste chez ceux qui l’ont, marqué comme retiré. Décliner ne change rien.
ask-accept = Accepter
ask-accept-named = Accepter : { $title }
ask-decline = Décliner
ask-decline-named = Décliner : { $title }
ask-you-accepted = Vous avez accepté. L’entrée figure dans votre registre.
ask-you-declined = Vous avez décliné. Rien de vous ne sert à cela.
transparency-title = L’accord en chiffres
transparency-lead = Ce que les membres permettent, ce qui a paru, ce qui a été repris.
transparency-releases = Parutions
transparency-consents = Qui dit oui à quoi
transparency-of = { $count ->
    [one] Sur { $shown } membre, pour tout ce qu’il écrit :
   *[other] Sur { $shown } membres, pour tout ce qu’ils écrivent :
}
eu-title = Résumé des contenus d’entraînement
eu-lead = Pour qui entraîne un modèle à usage général sur ces parutions : ce que demande à leur sujet le résumé du règlement européen sur l’IA (article 53), rempli autant que ce serveur le peut.
eu-source = Source
eu-source-is = Publications publiques des membres de { $domain } ; rien d’autres serveurs, rien d’aspiré.
eu-kind = Nature
eu-kind-is = Du texte ; ni images, ni films, ni sons.
eu-size = Volume
eu-basis = Obtention
eu-basis-is = Donné par chaque auteur pour l’usage annoncé, refusé tant qu’il n’a pas dit oui, avec une entrée datée dans son registre.
eu-rights = Droits
eu-rights-is = Les auteurs peuvent se retirer à tout moment. Chaque parution a sa liste signée de lignes à écarter ; les réserves sont aussi lisibles par les machines.
eu-illegal = Données personnelles, contenus illicites
eu-illegal-is = Adresses, numéros de téléphone et de compte, adresses IP et pseudos sont remplacés ; les auteurs portent un nom d’emprunt ; ce que la modération a supprimé n’y est pas.
