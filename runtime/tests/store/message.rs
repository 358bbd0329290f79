//! Messages as the generator writes them, without the writing.

/// A message struct with its view of the fields. Each field tells its number,
/// its type and its descriptor.
macro_rules! message {
    (
        $(#[$doc:meta])*
        $name:ident in $descriptor:ident = $full_name:literal {
            $($number:literal $field:ident: $type:ty = $field_descriptor:expr,)*
        }
        $(oneof $oneof:ident: $choice:ident {
            $($member_number:literal $variant:ident($member:ty) = $member_descriptor:expr,)*
        })?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
            $(pub(crate) $oneof: Option<$choice>,)?
        }

        $(
            #[derive(Clone, Debug, PartialEq)]
            pub(crate) enum $choice {
                $($variant($member),)*
            }
        )?

        pub(crate) static $descriptor: MessageDescriptor = MessageDescriptor::new(
            $full_name,
            &[
                $($field_descriptor,)*
                $($($member_descriptor,)*)?
            ],
        );

        impl Message for $name {
            fn descriptor(&self) -> &'static MessageDescriptor {
                &$descriptor
            }

            fn field(&self, number: u32) -> Option<&dyn Value> {
                match number {
                    $($number => Some(&self.$field),)*
                    $($($member_number => match &self.$oneof {
                        Some($choice::$variant(member)) => Some(member),
                        _ => None,
                    },)*)?
                    _ => None,
                }
            }

            fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
                match number {
                    $($number => Some(&mut self.$field),)*
                    $($($member_number => {
                        if !matches!(self.$oneof, Some($choice::$variant(_))) {
                            self.$oneof = Some($choice::$variant(Default::default()));
                        }
                        match &mut self.$oneof {
                            Some($choice::$variant(member)) => Some(member),
                            _ => None,
                        }
                    },)*)?
                    _ => None,
                }
            }

            fn clear_field(&mut self, number: u32) {
                match number {
                    $($($member_number => {
                        if matches!(self.$oneof, Some($choice::$variant(_))) {
                            self.$oneof = None;
                        }
                    },)*)?
                    number => {
                        if let Some(field) = self.field_mut(number) {
                            field.clear();
                        }
                    }
                }
            }
        }
    };
}

/// Makes a version of the specimen that has only these fields. One that is
/// `checked` has rules, which stand beside it.
macro_rules! version {
    ($(#[$doc:meta])* $name:ident in $descriptor:ident, $entity:ident { $($fields:tt)* }) => {
        $crate::store::message::version! {
            $(#[$doc])*
            $name in $descriptor, $entity checked { $($fields)* }
        }

        impl Validate for $name {
            fn validate(&self, _check: &mut Check) {}
        }
    };
    ($(#[$doc:meta])* $name:ident in $descriptor:ident, $entity:ident checked {
        $($number:literal $field:ident: $type:ty = $field_descriptor:expr,)*
    }) => {
        $crate::store::message::message! {
            $(#[$doc])*
            $name in $descriptor = "museum.v1.Specimen" {
                1 id: SpecimenId = FieldDescriptor::new(1, "id", "id", Kind::Text).identifier(),
                $($number $field: $type = $field_descriptor,)*
            }
        }

        static $entity: EntityDescriptor = EntityDescriptor::new(&$descriptor, "specimens");

        impl Entity<Museum> for $name {
            type Id = SpecimenId;
            const DESCRIPTOR: &'static EntityDescriptor = &$entity;

            fn id(&self) -> &SpecimenId {
                &self.id
            }
        }
    };
}

pub(crate) use {message, version};
