//! Letters as their users meet them.
