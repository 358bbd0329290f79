//! Implementations that are the same for every generated type. They can't be
//! blanket ones, because the traits are those of other crates.

/// Gives a message its `Debug` output, without what the contract keeps out of
/// logs, and serde's traits, in the form of proto3 JSON.
///
/// Generated for every message; nothing to call by hand.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_forms {
    // With the comma that a name as long as a line leaves behind itself.
    ($message:ident $(,)?) => {
        impl ::std::fmt::Debug for $message {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::message::debug(self, f)
            }
        }

        impl $crate::message::json::Serialize for $message {
            fn serialize<S: $crate::message::json::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::message::json::serialize(self, serializer)
            }
        }

        impl<'de> $crate::message::json::Deserialize<'de> for $message {
            fn deserialize<D: $crate::message::json::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::message::json::deserialize(deserializer)
            }
        }
    };
}

/// Makes an [`Enumeration`](crate::Enumeration) the value of a field, and gives
/// it `Display` and `FromStr` by the names of the contract, conversions from and
/// to its numbers, and serde's traits in the form of proto3 JSON.
///
/// Generated for every enum; nothing to call by hand.
#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($enumeration:ident $(,)?) => {
        impl $crate::message::Value for $enumeration {
            fn view(&self) -> $crate::message::View<'_> {
                $crate::message::View::Enum(
                    <Self as $crate::message::Enumeration>::DESCRIPTOR,
                    $crate::message::Enumeration::number(*self),
                )
            }

            fn view_mut(&mut self) -> $crate::message::ViewMut<'_> {
                $crate::message::ViewMut::Enum(self)
            }

            fn clear(&mut self) {
                *self = ::std::default::Default::default();
            }
        }

        impl ::std::fmt::Display for $enumeration {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::message::display_name(*self, f)
            }
        }

        impl ::std::str::FromStr for $enumeration {
            type Err = $crate::message::UnknownName;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::message::parse_name(text)
            }
        }

        impl ::std::convert::From<::std::primitive::i32> for $enumeration {
            fn from(number: ::std::primitive::i32) -> Self {
                $crate::message::Enumeration::from_number(number)
            }
        }

        impl ::std::convert::From<$enumeration> for ::std::primitive::i32 {
            fn from(value: $enumeration) -> Self {
                $crate::message::Enumeration::number(value)
            }
        }

        impl $crate::message::json::Serialize for $enumeration {
            fn serialize<S: $crate::message::json::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::message::json::serialize(self, serializer)
            }
        }

        impl<'de> $crate::message::json::Deserialize<'de> for $enumeration {
            fn deserialize<D: $crate::message::json::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::message::json::deserialize(deserializer)
            }
        }
    };
}
