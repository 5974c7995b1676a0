//! Characters that sound or look alike.

/// Groups of characters that sound or look alike; a character may be in several.
#[derive(Debug)]
pub struct AlikeCharacters {
    /// The characters of each group.
    groups: Vec<String>,
    /// Which characters are in which group, in the order of the characters.
    members: Vec<(char, usize)>,
}

impl AlikeCharacters {
    /// The characters of some groups.
    pub(super) fn of(groups: &[String]) -> Self {
        let numbered = groups.iter().enumerate();
        let mut members: Vec<_> =
            numbered.flat_map(|(number, group)| group.chars().map(move |c| (c, number))).collect();
        members.sort_unstable();
        Self { groups: groups.to_vec(), members }
    }

    /// The groups of a character.
    fn groups_of(&self, c: char) -> impl Iterator<Item = usize> {
        let first = self.members.partition_point(|(member, _)| *member < c);
        self.members[first..].iter().take_while(move |(member, _)| *member == c).map(|(_, group)| *group)
    }

    /// Whether two characters are alike.
    pub fn are_alike(&self, one: char, other: char) -> bool {
        self.groups_of(one).any(|group| self.groups_of(other).any(|own| own == group))
    }

    /// The characters that are alike to one, in their order.
    pub fn alike(&self, c: char) -> Vec<char> {
        let mut others: Vec<char> = self.groups_of(c).flat_map(|group| self.groups[group].chars()).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|other| *other != c);
        others
    }
}
