//! Contracts in Rust as the generator writes them, without the writing: tests
//! of the platform have no generated crates.

/// Declares a message: its fields with number, names, type, encoding, and what
/// the contract says of them.
macro_rules! message {
    ($name:ident = $descriptor:ident $full_name:literal {
        $($number:literal $field:ident $json:literal: $type:ty =
            $how:ident($($element:ty),+), $kind:expr $(, $mark:ident($($argument:expr)?))*;)*
    }) => {
        #[derive(Clone, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        pub(crate) static $descriptor: ::counterpart::message::MessageDescriptor = ::counterpart::message::MessageDescriptor::new(
            $full_name,
            &[$(
                ::counterpart::message::FieldDescriptor::new($number, stringify!($field), $json, $kind)
                    $(.$mark($($argument)?))*,
            )*],
        );

        impl ::counterpart::wire::WireMessage for $name {
            fn encode_raw(&self, buf: &mut impl ::counterpart::wire::BufMut) {
                $(::counterpart::wire::$how::encode::<$($element),+>($number, &self.$field, buf);)*
            }

            fn merge_field(
                &mut self,
                number: u32,
                wire_type: ::counterpart::wire::WireType,
                buf: &mut impl ::counterpart::wire::Buf,
                context: ::counterpart::wire::DecodeContext,
            ) -> Result<(), ::counterpart::wire::DecodeError> {
                match number {
                    $($number => ::counterpart::wire::$how::merge::<$($element),+>(
                        &mut self.$field, wire_type, buf, context,
                    ),)*
                    _ => ::counterpart::wire::skip(wire_type, number, buf, context),
                }
            }

            fn encoded_len(&self) -> usize {
                0 $(+ ::counterpart::wire::$how::encoded_len::<$($element),+>($number, &self.$field))*
            }

            fn clear(&mut self) {
                *self = Self::default();
            }
        }

        impl ::counterpart::message::Message for $name {
            fn descriptor(&self) -> &'static ::counterpart::message::MessageDescriptor {
                &$descriptor
            }

            fn field(&self, number: u32) -> Option<&dyn ::counterpart::message::Value> {
                match number {
                    $($number => Some(&self.$field),)*
                    _ => None,
                }
            }

            fn field_mut(&mut self, number: u32) -> Option<&mut dyn ::counterpart::message::Value> {
                match number {
                    $($number => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        ::counterpart::message::text_forms!($name);
    };
}

/// Declares an enum: the numbers, variants and names of its values. The first
/// variant is the default.
macro_rules! enumeration {
    ($name:ident = $descriptor:ident $full_name:literal {
        $first:literal $default:ident $default_name:literal;
        $($number:literal $variant:ident $value:literal;)*
    }) => {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) enum $name {
            #[default]
            $default,
            $($variant,)*
            Unrecognized(i32),
        }

        pub(crate) static $descriptor: ::counterpart::message::EnumDescriptor =
            ::counterpart::message::EnumDescriptor::new(
                $full_name,
                &[($first, $default_name), $(($number, $value)),*],
            );

        impl ::counterpart::message::Enumeration for $name {
            const DESCRIPTOR: &'static ::counterpart::message::EnumDescriptor = &$descriptor;

            fn from_number(number: i32) -> Self {
                match number {
                    $first => Self::$default,
                    $($number => Self::$variant,)*
                    unrecognized => Self::Unrecognized(unrecognized),
                }
            }

            fn number(self) -> i32 {
                match self {
                    Self::$default => $first,
                    $(Self::$variant => $number,)*
                    Self::Unrecognized(number) => number,
                }
            }
        }

        ::counterpart::message::enumeration!($name);
    };
}

pub(crate) use {enumeration, message};
