use std::io;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};

/// What whoever sits there wants.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Action {
    Leave,
    /// So many streams down.
    Scroll(isize),
    Redraw,
    Nothing,
}

const PAGE: isize = 10;

/// A terminal that cannot be read any more is left.
pub(super) fn action(event: io::Result<Event>) -> Action {
    let key = match event {
        Err(_) => return Action::Leave,
        Ok(Event::Resize(..)) => return Action::Redraw,
        Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => key,
        Ok(_) => return Action::Nothing,
    };
    match key.code {
        KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => Action::Leave,
        KeyCode::Char('q') | KeyCode::Esc => Action::Leave,
        KeyCode::Down | KeyCode::Char('j') => Action::Scroll(1),
        KeyCode::Up | KeyCode::Char('k') => Action::Scroll(-1),
        KeyCode::PageDown | KeyCode::Char(' ') => Action::Scroll(PAGE),
        KeyCode::PageUp => Action::Scroll(-PAGE),
        KeyCode::Home => Action::Scroll(isize::MIN),
        KeyCode::End => Action::Scroll(isize::MAX),
        _ => Action::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;

    #[test]
    fn q_escape_ctrl_c_and_a_lost_terminal_end_the_view() {
        let key = |code, modifiers| action(Ok(Event::Key(KeyEvent::new(code, modifiers))));
        for (code, modifiers) in [
            (KeyCode::Char('q'), KeyModifiers::NONE),
            (KeyCode::Esc, KeyModifiers::NONE),
            (KeyCode::Char('c'), KeyModifiers::CONTROL),
        ] {
            assert_eq!(key(code, modifiers), Action::Leave);
        }
        assert_eq!(action(Err(io::ErrorKind::BrokenPipe.into())), Action::Leave);
        assert_eq!(key(KeyCode::Char('c'), KeyModifiers::NONE), Action::Nothing);
        assert_eq!(action(Ok(Event::Resize(1, 1))), Action::Redraw);
    }
}
