//! Words that say the same: within a language, and across the two. Not a dictionary; the verbs questions
//! are asked with and everyday nouns, so that "who won" finds *la Croûte d'or revient à*.

use crate::words::{fold, stem};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One idea a line.
const GROUPS: &str = "\
contest competition concours
win prize award victory goes gagner gagne vainqueur remporter revient prix lauréat
begin start commencer débuter début
end finish finir terminer fin
stop interrupt halt arrêter interrompre interrompue immobile
run runs operate service rouler roule circuler circule
fix repair mend réparer réparation corriger
break broken fault failure panne casser cassé défaut
cause reason blame raison causer
cost price pay fee prix coûter coûte payer tarif
free entry gratuit gratuite libre entrée
see visible sighting observe voir observer observation visible
hurt injured wounded blesser blessé
open ouvrir ouvert ouverte
close closed shut fermer fermé fermée
show display exhibit exhibition exposer exposé exposition
last duration lasted durer duré
old oldest vieux vieille ancien ancienne
new nouveau nouvelle neuf
bicycle bike vélo
ferry boat bac bateau
bread pain
loaf miche
tram tramway streetcar
line ligne
two deux
three trois
four quatre
lighthouse phare
lamp light lampe
comet comète
harbour port
gear cog engrenage
school école
recipe recette
town city ville
hill colline
dark noir obscurité
tail queue
night nuit
midnight minuit
motor engine moteur
fog brouillard
sunset coucher
shipyard chantier
workshop atelier
winch treuil
ticket billet
jury judge juge
rule règle règlement
enter entry enrol register inscription inscrire
starter levain
driftwood flotté
release publish sortir sorti version publier
problem bug issue problème
write author écrire auteur
lend lent borrow prêter emprunter
bring deliver apporter déposer
hang post afficher
record record
tooth teeth dent
degree degré
minute minute
hour heure
week semaine
day jour
morning matin
evening soir
clear cloud cloudy nuage
dome coupole
person people personne gens
many number count nombre compter
cast casting couler coulée
cool refroidir refroidissement
museum depot dépôt
tide water marée
high haute pleine
low basse
garden jardin
choir chorale
book livre
library bibliothèque
bird gull oiseau goéland
rain pluie
wind vent
dog chien
cat chat
house maison
street rue
market marché halle
baker boulanger
beam faisceau
change changement changer
test testing essai essayer
download télécharger
car voiture rame
";

/// The group a stem belongs to, if any.
pub(crate) fn group(stem: &str) -> Option<usize> {
    table().0.get(stem).copied()
}

/// The stems that say the same as this one, itself left out.
pub(crate) fn alike(stem: &str) -> impl Iterator<Item = &str> {
    let members: &'static [String] =
        group(stem).and_then(|group| table().1.get(group)).map_or(&[], Vec::as_slice);
    members.iter().map(String::as_str).filter(move |other| *other != stem)
}

type Table = (HashMap<String, usize>, Vec<Vec<String>>);

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let (mut groups, mut members) = (HashMap::new(), Vec::new());
        for (number, line) in GROUPS.lines().enumerate() {
            let mut stems: Vec<String> = line.split_whitespace().map(|word| stem(&fold(word))).collect();
            stems.dedup();
            for stem in &stems {
                groups.entry(stem.clone()).or_insert(number);
            }
            members.push(stems);
        }
        (groups, members)
    });
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_meet() {
        for (one, other) in
            [("win", "revient"), ("lamps", "lampe"), ("visible", "seen"), ("loaves", "miches")]
        {
            let (one, other) = (stem(&fold(one)), stem(&fold(other)));
            assert!(group(&one).is_some() && group(&one) == group(&other), "{one} {other}");
        }
        assert!(alike("lamp").any(|other| other == "light") && alike("lamp").all(|other| other != "lamp"));
        assert_eq!(group("quillan"), None);
    }
}
