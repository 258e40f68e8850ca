//! Emoji everybody knows, with the names they are called by while typing.

/// The emoji, then its names in English and French, without accents.
const KNOWN: &str = "\
😀 grinning sourire
😂 joy rire larmes
🤣 rofl mdr
😊 blush timide
🙂 smile sourire
😉 wink clin
😍 heart_eyes amoureux
😘 kiss bisou
😎 sunglasses cool
🤔 thinking hmm pensif
🤗 hug calin
😅 sweat_smile gene
😇 innocent ange
😴 sleeping dodo sommeil
😢 cry triste
😭 sob pleure
😡 angry colere rage
😱 scream peur
🥳 party fete
🤯 mind_blown explose
🤷 shrug bof
🤦 facepalm
🙄 eye_roll
😬 grimace
🤞 fingers_crossed croise
👍 thumbsup +1 pouce oui
👎 thumbsdown -1 non
👏 clap bravo
🙏 pray merci thanks
🙌 raised_hands hourra
👋 wave salut coucou
💪 muscle force
👀 eyes yeux
🤝 handshake accord
✌️ victory paix
👌 ok
👉 point_right la
❤️ heart coeur
🧡 orange_heart coeur_orange
💛 yellow_heart coeur_jaune
💚 green_heart coeur_vert
💙 blue_heart coeur_bleu
💜 purple_heart coeur_violet
🖤 black_heart coeur_noir
💔 broken_heart coeur_brise
✨ sparkles etincelles
⭐ star etoile
🔥 fire feu braise
💧 drop goutte
☀️ sun soleil
🌙 moon lune
☁️ cloud nuage
🌧️ rain pluie
❄️ snow neige
🌈 rainbow arc
🌊 wave_sea vague mer
🌱 seedling pousse
🌳 tree arbre
🌲 evergreen sapin
🌻 sunflower tournesol
🌹 rose
🌷 tulip tulipe
🍀 clover trefle
🍂 leaves feuilles automne
🍄 mushroom champignon
🐱 cat chat
🐶 dog chien
🐭 mouse souris
🦊 fox renard
🐻 bear ours
🐸 frog grenouille
🐦 bird oiseau
🦉 owl hibou chouette
🐝 bee abeille
🦋 butterfly papillon
🐌 snail escargot
🐢 turtle tortue
🐟 fish poisson
🐘 elephant mastodon
🍎 apple pomme
🍓 strawberry fraise
🍇 grapes raisin
🍋 lemon citron
🥖 baguette pain bread
🥐 croissant
🧀 cheese fromage
🍕 pizza
🍰 cake gateau
🎂 birthday anniversaire
🍫 chocolate chocolat
☕ coffee cafe
🍵 tea the
🍷 wine vin
🍺 beer biere
🥂 cheers sante
🎉 tada fete
🎁 gift cadeau
🎈 balloon ballon
🎵 music musique
🎨 art peinture
🎬 film movie
📷 camera photo
📚 books livres
📖 book livre
✏️ pencil crayon
📝 memo note
📌 pin epingle
📎 clip trombone
🔗 link lien
🔒 lock cadenas
🔑 key cle
💡 idea idee bulb
💻 laptop ordinateur
📱 phone telephone
✉️ mail courrier
📅 calendar calendrier
⏰ alarm reveil
⏳ hourglass sablier
🚲 bike velo
🚂 train
🚗 car voiture
✈️ plane avion
🚀 rocket fusee
🏠 house maison
🏔️ mountain montagne
🏖️ beach plage
🌍 earth terre monde
⚽ football foot
🏆 trophy coupe
🎮 game jeu
🧶 yarn laine
🧵 thread fil
🛠️ tools outils
⚙️ gear engrenage
🐛 bug insecte
✅ check fait done
❌ cross faux
⚠️ warning attention
❓ question
❗ exclamation
💯 hundred cent
➡️ arrow_right droite
⬅️ arrow_left gauche
♻️ recycle
🏳️‍🌈 pride fierte
🇫🇷 france
🇪🇺 europe
🇬🇧 uk
🇨🇦 canada
🇧🇪 belgique belgium
🇨🇭 suisse switzerland";

/// Those one of whose names begins with what was typed, with that name.
pub(super) fn beginning(typed: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    KNOWN.lines().filter_map(move |line| {
        let (letter, names) = line.split_once(' ')?;
        let name = names.split(' ').find(|name| name.starts_with(typed))?;
        Some((letter, name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_are_found_in_both_languages() {
        assert_eq!(beginning("brais").next(), Some(("🔥", "braise")));
        assert_eq!(beginning("fire").next(), Some(("🔥", "fire")));
        assert_eq!(beginning("nothing-like-it").next(), None);
        assert!(KNOWN.lines().all(|line| line.contains(' ')));
    }
}
