# Pour vous
set-for-you = Pour vous
set-for-you-means = De quoi c’est fait, et ce que vous voulez moins ou davantage
for-you-steer = Le régler
for-you-lead = Les publications sont ordonnées par une somme de termes. Vous décidez ici de ce que chacun compte, et de ce dont on peut apprendre. Personne d’autre ne règle cela, et personne n’y achète une place.
wishes-title = Moins et plus
wishes-none = Aucun souhait. « Moins » agit dès la page suivante, et l’on vous dit ce que cela a changé.
wish-measure = Moins, plus ou rien
wish-less = Moins
wish-more = Plus
wish-none = Rien du tout
wish-what = De quoi
wish-what-example = un mot, #motclic ou @quelqu’un
wish-how-long = Pour combien de temps
wish-day = pendant un jour
wish-week = pendant une semaine
wish-month = pendant un mois
wish-do = Souhaiter
wish-hint = Un mot trouve aussi son pluriel et le mot-clic du même nom.
wish-words = Avec vos mots
wish-words-example = moins de sport jusqu’à lundi, plus de physique
wish-unclear = Ceci n’a pas été compris : { $what }. Commencez chaque souhait par moins, plus ou pas de, et séparez-les par des virgules.
wish-until = jusqu’au { $when }
wish-undo = Annuler
wish-somebody = quelqu’un qui est parti
wish-language = une langue
wish-tone = un ton
wish-media = images et films
wish-conversations = réponses à d’autres
wish-receipt = C’est fait : avant, { $before } publications sur ALL en parlaient ; maintenant AFTER.
preset-title = Partir de
preset-balanced = Équilibré
preset-calm = Calme : du soin, peu de ce dont tout le monde parle
preset-catch-up = Rattrapage : vos abonnements, sur deux semaines
preset-hidden-gems = Pépites : ce que peu ont vu
preset-newest = Les plus récentes d’abord, rien d’autre
sliders-title = Ce que compte chaque terme
sliders-hint = Au premier tiers il compte comme d’habitude, à gauche pas du tout, à droite trois fois.
signals-title = De quoi l’on peut apprendre
signals-hint = Ce qui est désactivé ne sert ni pour vous ni pour les autres. Les liens que vous ouvrez et ce que vous lisez longuement ne sont pas observés tant que vous ne l’activez pas ; votre page le dit alors à ce serveur, qui le garde en mémoire le temps de la visite et en apprend.
known-title = Ce que l’on sait de vous
known-lead = Tout ce qui sert à ordonner les publications pour vous. Les nombres sont des dixièmes ; ce dont vous vous êtes détourné est sous zéro. Cela s’efface de moitié en trois semaines.
known-liked = { $count ->
    [one] Une publication à laquelle vous avez réagi est retenue.
   *[other] { $shown } publications auxquelles vous avez réagi sont retenues.
}
known-seen = { $count ->
    [one] Une publication montrée est retenue, pour ne pas l’être encore.
   *[other] { $shown } publications montrées sont retenues, pour ne pas l’être encore.
}
known-authors = Personnes
known-topics = Mots et mots-clics
known-languages = Langues
known-nothing = Rien encore.
known-forget = Tout oublier
known-forget-means = Vos abonnements, vos masquages, vos souhaits et vos réglages restent.
known-take = En données, pour les programmes
why-title = Pourquoi cette publication ?
why-own = Jusqu’où elle est allée
why-undo = Annuler
why-place = Elle est numéro { $place } de votre prochaine page.
why-score = Son score pour vous est { $score } : la somme de ces termes.
why-term = Terme
why-points = Points
why-say = Qu’en dites-vous ?
why-worth = Elle valait mon temps
why-not-worth = Elle ne le valait pas
why-hide = Moins de ce genre
why-less = Moins de { $what }
why-more = Plus de { $what }
why-shown = { $count ->
    [one] Elle a été mise dans un fil ici jusqu’à présent. Vos abonnés la voient aussi chez eux.
   *[other] Elle a été mise dans { $shown } fils ici jusqu’à présent. Vos abonnés la voient aussi chez eux.
}
survey-title = Questions
survey-setting = De temps en temps, une fois par jour au plus, une publication demande si elle valait votre temps
survey-question = Cela valait-il votre temps ?
survey-yes = Oui
survey-no = Non
survey-why = Seul votre propre fil apprend de la réponse.
