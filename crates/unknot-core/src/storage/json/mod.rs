//! JSON, as far as it is stored here: objects of texts, whole numbers, flags, lists of numbers, and
//! objects again.
//!
//! An object is read by field, and a field only when it is asked for. So whatever a newer version
//! has put beside what is known here is passed over, however it looks and however deep it is. It is
//! written here rather than by a library because of its weight: `serde_json` with what it brings
//! along was a tenth of what a phone loads at its first visit (docs/adr/0006-bytes.md). The tests
//! compare with it.

mod reader;
mod writer;

pub use reader::Object;
pub use writer::Writer;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::reader::text;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_object_is_read_by_field_however_deep_the_others_are() {
        let deep = format!("{}1e999{}", "[".repeat(100_000), "]".repeat(100_000));
        let json = format!(r#" {{"a" : 7 , "deep":{deep},"b":{{"c":"}}"}},"none":null }} "#);
        let object = Object::read(&json).unwrap();
        assert_eq!(object.number::<u8>("a"), Some(7));
        assert_eq!(object.object("b").unwrap().text("c").as_deref(), Some("}"));
        assert!(object.has("deep") && !object.has("none") && !object.has("c"));
        assert_eq!(object.number::<u8>("deep"), None);
    }

    #[test]
    fn what_is_cut_or_goes_on_is_no_object() {
        for json in ["", "{", "[]", "7", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1}x", "{a:1}"]
        {
            assert!(Object::read(json).is_none(), "{json}");
        }
        let whole = r#"{"a":"\\\"","b":[1,{"c":2}]}"#;
        for end in 0..whole.len() {
            assert!(Object::read(&whole[..end]).is_none(), "{}", &whole[..end]);
        }
    }

    #[test]
    fn numbers_have_room_or_are_none() {
        let object =
            Object::read(r#"{"a":256,"b":-1,"c":1.5,"d":[1, 2],"e":[],"f":[1,"2"]}"#).unwrap();
        assert_eq!((object.number::<u8>("a"), object.number::<u16>("a")), (None, Some(256)));
        assert_eq!((object.number::<u32>("b"), object.number::<i16>("b")), (None, Some(-1)));
        assert_eq!(object.number::<i64>("c"), None);
        assert_eq!(object.numbers::<u32>("d"), Some(vec![1, 2]));
        assert_eq!(object.numbers::<u32>("e"), Some(vec![]));
        assert_eq!(object.numbers::<u32>("f"), None);
    }

    proptest! {
        #[test]
        fn it_writes_what_serde_json_writes_and_reads_it_back(
            text: String,
            number: i64,
            flag: bool,
            list: Vec<u32>,
        ) {
            let inner = Writer::new().flag("f", flag).numbers("l", list.clone());
            let json = Writer::new().text("t", &text).number("n", number).object("o", inner).end();
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            let quoted = serde_json::to_string(&text).unwrap();
            let expected = format!(
                r#"{{"t":{quoted},"n":{number},"o":{}}}"#,
                value["o"].to_string().replace(' ', "")
            );
            prop_assert_eq!(&json, &expected);

            let object = Object::read(&json).unwrap();
            prop_assert_eq!(object.text("t"), Some(text));
            prop_assert_eq!(object.number("n"), Some(number));
            let inner = object.object("o").unwrap();
            prop_assert_eq!(inner.flag("f"), Some(flag));
            prop_assert_eq!(inner.numbers("l"), Some(list));
        }

        #[test]
        fn escapes_are_read_as_serde_json_reads_them(
            inner in r#"(a|é|\\\\|\\"|\\/|\\n|\\x|\\u(00[0-9a-f]{2}|20ac|d83e|ddd8|D83E\\uDDD8|12)){0,6}"#,
        ) {
            let json = format!("\"{inner}\"");
            prop_assert_eq!(text(&json), serde_json::from_str::<String>(&json).ok());
        }

        #[test]
        fn what_serde_json_reads_as_an_object_is_read_alike(
            json in r#" ?\{ ?"a" ?: ?(-?[0-9]{1,20}|"(\\u00e9|\\n|x)?"|null|true|\[(1(,\{"b":"\]"\})?)?\]) ?\} ?"#,
        ) {
            if let Ok(value) = serde_json::from_str::<serde_json::Value>(&json) {
                let object = Object::read(&json).unwrap();
                prop_assert_eq!(object.text("a"), value["a"].as_str().map(str::to_owned));
                // For the witness -0 is no whole number, which is all that it is here.
                let zero = value["a"].as_f64().filter(|number| *number == 0.0).map(|_| 0);
                prop_assert_eq!(object.number("a"), value["a"].as_i64().or(zero));
                prop_assert_eq!(object.flag("a"), value["a"].as_bool());
                prop_assert_eq!(object.has("a"), !value["a"].is_null());
            }
        }
    }
}
