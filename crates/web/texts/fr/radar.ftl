# Radar
radar-posts = Publications
radar-topics = Sujets
radar-scoreboard = Bilan
radar-posts-means = Les publications publiques que l’on relaie en ce moment, celles à qui il reste le plus à venir d’abord. Une prévision ne déplace jamais une publication dans le fil de quiconque.
radar-nothing = Rien ne prend feu pour l’instant. Une publication apparaît ici dès que deux personnes l’ont repartagée ou y ont répondu aujourd’hui.
radar-every-language = Toutes les langues
radar-english = Anglais
radar-french = Français
radar-everybody = De tout le monde
radar-followed = Des personnes que je suis
radar-near = Et de celles qu’elles suivent
radar-about = Seulement sur { $topic }
radar-every-topic = tous les sujets
radar-its-posts = ses publications
radar-nothing-of-this = Rien de ce que vous demandez ne prend feu pour l’instant.
radar-following = Suivies
radar-following-means = Les prévisions que vous suivez : quand l’une d’elles tourne, c’est dit parmi vos notifications. Chacune prend fin avec la première semaine de la publication.
radar-following-nothing = Vous ne suivez aucune prévision. Sur la page d’une prévision, appuyez sur « Me prévenir quand elle tourne ».
radar-follow = Me prévenir quand elle tourne
radar-unfollow = Ne plus me prévenir
radar-reach-own = Votre publication devrait toucher { $range } personnes d’ici demain
radar-reach = Devrait toucher { $range } personnes d’ici demain
radar-likely = SEEN repartages et réponses à ce jour ; sans doute { $range } en une semaine
radar-topics-means = Les mots-clics, pages, personnes et expressions dont parlent plus de gens différents que d’habitude à cette heure ; ce qui se trouve dans les mêmes publications est une seule histoire.
radar-no-topics = Trois personnes n’ont encore parlé de la même chose aujourd’hui.
radar-bursting = en train de monter
radar-voices = { $count ->
    [one] une voix en un jour
   *[other] { $shown } voix en un jour
}
radar-score-means = Chaque prévision est notée quand une publication a 5, 10, 30, 60 et 360 minutes, puis comparée une semaine plus tard à ce qui en est advenu. Aucune n’est modifiée ; celles d’une publication supprimée partent avec elle.
radar-moving = Sur ce serveur, les prévisions font monter des publications dans Pour vous, et s’aident donc à se réaliser. Celles faites ainsi sont jugées à part.
radar-table = En tableau
radar-by = Au
radar-score-nothing = Aucune prévision n’a encore une semaine. La première sera jugée ici à ce moment-là.
radar-after-minutes = { $count ->
    [one] Après une minute
   *[other] Après { $shown } minutes
}
radar-forecasts = { $count ->
    [one] une
   *[other] { $shown }
}
radar-count = Prévisions jugées
radar-coverage = Finies dans la fourchette (80 sont visées)
radar-brier = Score de Brier de « double au moins » (0 est juste, 0,25 revient à deviner)
radar-msle = Erreur quadratique en doublements
radar-calibration = Ce qui était dit probable, et combien de fois c’est arrivé
radar-said = Dit
radar-came = Arrivé
radar-of = Prévisions
radar-worst = Les dix pires erreurs
radar-seen = Vus
radar-range = Fourchette
radar-ended = Fin
radar-one = Jusqu’où cela peut aller
radar-chart = Repartages et réponses sur sept jours ; la bande contient quatre publications semblables sur cinq. Prévision du { $when }.
radar-doubles = Double au moins à partir d’ici
radar-top5 = Finit parmi le vingtième le plus relayé
radar-top1 = Finit parmi le centième le plus relayé
radar-peak = Sa demi-heure la plus animée est encore à venir
radar-why = Pourquoi cette prévision
radar-doublings = Doublements
radar-why-means = En doublements de ce qui reste à venir : leur somme est la prévision. Le modèle a appris sur des cascades publiques d’autres réseaux et sait encore peu de ce lieu.
radar-why-taught = En doublements de ce qui reste à venir : leur somme est la prévision. Le modèle a appris sur des cascades publiques d’autres réseaux ; s’y ajoute ce dont ses prévisions d’avant se sont trompées ici.
radar-why-learned = En doublements de ce qui reste à venir : leur somme est la prévision. Le modèle a appris sur des cascades publiques d’autres réseaux, puis sur celles de ce serveur ; s’y ajoute ce dont ses prévisions se trompent encore ici.
radar-learned = Ce que ce serveur a appris au modèle
radar-learned-means = Dès qu’assez de publications d’ici ont fini leur semaine, le modèle continue d’apprendre sur elles. On l’interroge alors sur le tiers le plus récent alors qu’il ne connaît que les autres, et il ne sert que s’il se trompe nettement moins que le modèle commun à tous, corrigé de ses erreurs d’ici.
radar-learned-at = Appris
radar-learned-from = Exemples
radar-learned-before = Sans
radar-learned-after = Avec
radar-learned-became = Depuis
radar-learned-taken = utilisé
radar-learned-kept = non utilisé : écart trop faible
radar-learned-shipped = non utilisé : pas meilleur
radar-before = Ce qui a été dit avant
radar-made = Faite
radar-point = Attendu
radar-pace = { $count ->
    [one] une publication dans l’heure écoulée
   *[other] { $shown } publications dans l’heure écoulée
}
radar-first = le début
radar-driven = L’essentiel vient de quelques comptes qui agissent aux mêmes instants.
radar-export = Toutes les prévisions en tableau (CSV)
radar-embed = Montrer ce graphique ailleurs
radar-embed-means = À coller dans n’importe quelle page : une image, à jour à cinq minutes près.
radar-elsewhere = Ailleurs
radar-elsewhere-means = Publications publiques d’autres réseaux que ce serveur écoute. Seuls leur adresse et leur avenir probable sont gardés ; pour les lire, suivez le lien.
radar-elsewhere-nothing = Ce serveur n’écoute aucun autre réseau. Qui l’administre le peut, avec « braise radar watch ».
