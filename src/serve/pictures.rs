//! Pictures of pages that were drawn lately.

use std::collections::VecDeque;

/// Pictures that are kept: some 200 KB each.
const MOST: usize = 60;

/// Pictures by the keys of their pages, those used last at the end.
#[derive(Debug, Default)]
pub(super) struct Pictures(VecDeque<(String, Vec<u8>)>);

impl Pictures {
    /// The picture of a page, drawn unless it is there.
    pub(super) fn get<E>(&mut self, key: &str, draw: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Vec<u8>, E> {
        let known = self.0.iter().position(|(known, _)| known == key).and_then(|at| self.0.remove(at));
        let picture = match known {
            Some((_, picture)) => picture,
            None => draw()?,
        };
        self.0.push_back((key.to_owned(), picture.clone()));
        while self.0.len() > MOST {
            self.0.pop_front();
        }
        Ok(picture)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_drawn_once_and_the_oldest_picture_goes_first() {
        let mut pictures = Pictures::default();
        let mut drawn = 0;
        for number in [0, 0].into_iter().chain(1..MOST).chain([0, MOST, 0, 1]) {
            let _ = pictures.get(&number.to_string(), || {
                drawn += 1;
                Ok::<_, ()>(vec![0])
            });
        }
        assert_eq!((drawn, pictures.0.len()), (MOST + 2, MOST));
    }
}
