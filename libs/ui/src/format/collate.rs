//! Swedish order of names: å, ä, ö after z; accents and case only break ties.

/// A key to sort names by: `names.sort_by_key(|name| collation_key(name))`.
pub fn collation_key(name: &str) -> Vec<u32> {
    let mut key: Vec<u32> = name.chars().flat_map(char::to_lowercase).flat_map(weights).flatten().collect();
    // Ties are broken by the name itself so that the order never depends on where the names came from.
    key.push(0);
    key.extend(name.chars().map(u32::from));
    key
}

/// One or two letters; a space sorts before every letter, punctuation is passed over.
fn weights(letter: char) -> [Option<u32>; 2] {
    let after_z = |place: u32| u32::from('z') + place;
    let one = |weight: u32| [Some(weight), None];
    match letter {
        'å' => one(after_z(1)),
        'ä' | 'æ' => one(after_z(2)),
        'ö' | 'ø' => one(after_z(3)),
        'á' | 'à' | 'â' | 'ã' => one(u32::from('a')),
        'ç' => one(u32::from('c')),
        'é' | 'è' | 'ê' | 'ë' => one(u32::from('e')),
        'í' | 'ì' | 'î' | 'ï' => one(u32::from('i')),
        'ñ' => one(u32::from('n')),
        'ó' | 'ò' | 'ô' | 'õ' => one(u32::from('o')),
        'ú' | 'ù' | 'û' => one(u32::from('u')),
        'ü' | 'ý' => one(u32::from('y')),
        'ß' => [Some(u32::from('s')), Some(u32::from('s'))],
        'a'..='z' | '0'..='9' => one(u32::from(letter)),
        _ if letter.is_whitespace() => one(1),
        _ if letter.is_alphanumeric() => one(after_z(4) + u32::from(letter)),
        _ => [None, None],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_letters_come_last() {
        let mut names = [
            "Öckerö",
            "Ängelholm",
            "Åre",
            "Zinkgruvan",
            "Habo",
            "Håbo",
            "habo",
            "Upplands-Bro",
            "Upplands Väsby",
            "Arboga",
        ];
        names.sort_by_key(|name| collation_key(name));
        assert_eq!(
            names,
            [
                "Arboga",
                "Habo",
                "habo",
                "Håbo",
                "Upplands Väsby",
                "Upplands-Bro",
                "Zinkgruvan",
                "Åre",
                "Ängelholm",
                "Öckerö"
            ]
        );
    }

    #[test]
    fn accents_only_break_ties() {
        let mut names = ["Idén", "Iden", "Ideal"];
        names.sort_by_key(|name| collation_key(name));
        assert_eq!(names, ["Ideal", "Iden", "Idén"]);
    }
}
