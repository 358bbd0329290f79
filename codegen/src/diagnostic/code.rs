//! The codes of all diagnostics, in one table.

use serde::{Deserialize, Serialize};

/// Declares the codes: name, number and what it means in general.
macro_rules! codes {
    ($($name:ident $id:literal $meaning:literal,)*) => {
        /// Identifies a kind of diagnostic for ever; a code is never used again
        /// for something else.
        ///
        /// `C00` is the project and its files, `C01` entities, `C02` services,
        /// `C03` HTTP routes, `C04` what isn't supported, `C05` the lock,
        /// `C06` what is written.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        pub enum Code {
            $(#[doc = $meaning] $name,)*
        }

        impl Code {
            /// All codes, by number.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as people see it, such as `C0107`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }

            /// What it means in general.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => $meaning,)*
                }
            }
        }
    };
}

codes! {
    ProjectMissing "C0001" "There is no project file.",
    ProjectInvalid "C0002" "The project file says something that it can't.",
    FileUnreadable "C0003" "A file can't be read.",
    NoPackage "C0004" "A pattern of the project file matches no package.",
    InvalidProto "C0005" "A file is no valid protobuf.",
    DescriptorsInvalid "C0007" "A file is no complete set of descriptors.",
    Edition "C0008" "An edition isn't supported.",

    CollectionMissing "C0101" "An entity has no usable name for its collection.",
    CollectionTaken "C0102" "Two entities of a service share a collection.",
    IdMissing "C0103" "An entity has no field that identifies it.",
    IdOfOther "C0104" "An entity's identifier isn't marked as its id.",
    IndexEmpty "C0105" "An index names no field at all.",
    IndexTwice "C0106" "An index is declared twice, or names a field twice.",
    IndexField "C0107" "An index names no field of its entity.",
    IndexType "C0108" "An index names a field that can't be indexed.",
    NotOwned "C0109" "No service owns an entity.",
    IdType "C0110" "Only text can be an id.",
    UnknownEntity "C0111" "An option names no entity.",
    ReferenceUnchecked "C0112" "A reference can't be checked, since the entity's owner has no Get method.",
    IdAndReference "C0113" "A field says twice whose id it holds.",
    OwnerField "C0114" "An entity's owner is no field of it.",
    OwnerType "C0115" "An entity's owner is no plain text.",
    OwnerWritable "C0116" "Clients could write an entity's owner.",
    OwnerNotIndexed "C0117" "A list of what a user owns is served by no index.",
    OnDeleteUnused "C0118" "`on_delete` stands at a field that refers to nothing.",
    TtlInvalid "C0119" "An index that lets entities expire isn't over one moment.",
    StoredNameReserved "C0140" "A name in the store isn't free, or too long.",
    BehaviorContradicts "C0141" "A field is required of those who can't set it.",
    StoreFieldType "C0142" "A field has the name of one that the store writes, and another type.",
    FilterUnindexed "C0143" "A filter of a list is served by no index.",
    MoneyField "C0160" "A message is money, and its fields hold no amount of it.",

    OwnsUnknown "C0201" "A service owns what is no entity.",
    OwnsForeign "C0202" "A service owns an entity of another package.",
    OwnedTwice "C0203" "Two services own one entity.",
    StandardUnspecified "C0204" "`standard` names no method.",
    StandardMissing "C0205" "`standard` asks for a method that the service doesn't have.",
    StandardShape "C0206" "A standard method hasn't the shape that the AIPs give it.",
    TimeoutInvalid "C0207" "A timeout is no duration, or a too long one.",
    QueueTaken "C0208" "Two services share a queue.",
    QueueInvalid "C0209" "A queue has no usable name.",
    RolesMissing "C0210" "A method is for roles, and names none.",
    RolesUnused "C0211" "A method names roles, and its access isn't ROLE.",
    RoleInvalid "C0212" "A role has no usable name, or stands there twice.",
    OwnerMissing "C0213" "A method is for owners, and its entities have none.",
    OwnerBypassed "C0214" "A provided method would write past the owners of its entity.",
    RateLimitInvalid "C0215" "A rate limit counts nothing, or looks back for no time.",
    RateLimitUnheld "C0216" "A rate limit is for methods that no user calls.",
    IdempotencyFalse "C0217" "A method can't be as safe to retry as it says.",
    GetChanges "C0218" "A method that may change something has a GET route.",
    DeleteDangles "C0219" "What is removed by itself would leave references that don't say what becomes of them.",
    QueueReserved "C0250" "A queue's name isn't free for a database or a caller, or too long.",
    PlannedProvided "C0260" "A method is planned, and the contract provides it.",
    CallerUnknown "C0261" "A caller is no service and no package with services.",
    CallerTwice "C0262" "A caller is named twice.",
    CallerMissing "C0263" "A service looks something up where it may not call.",

    PathInvalid "C0301" "An HTTP path can't be read.",
    PathField "C0302" "An HTTP path names no field of the request.",
    BodyRefused "C0303" "This HTTP method has no body.",
    BodyField "C0304" "An HTTP body names no field of the request.",
    RouteTwice "C0305" "Two methods have the same HTTP route.",
    RouteInternal "C0306" "A method that the gateway doesn't know has an HTTP route.",
    ResponseBody "C0307" "An HTTP response that is a part of the method's isn't supported.",
    BindingNested "C0308" "An additional HTTP route has additional ones itself.",
    PathReserved "C0309" "An HTTP path is the gateway's own.",
    QueryUnreachable "C0310" "An HTTP route can't set a field of the request.",

    Group "C0402" "Groups aren't supported.",
    Extension "C0403" "Extensions of messages aren't supported.",
    Streaming "C0404" "A method streams, and is left out.",
    WellKnownType "C0405" "A well-known type isn't supported.",
    ForeignType "C0406" "A type belongs to a package that no code is generated for.",
    Rule "C0407" "A validation rule isn't supported.",
    Pattern "C0408" "A pattern is no regular expression.",
    RustName "C0409" "Two names become one name in Rust.",
    ClosedEnum "C0410" "A field can't be absent, and its enum has no value for that.",
    NameInvalid "C0420" "A name is no identifier.",
    RuleKind "C0440" "A validation rule doesn't fit the type of its field.",
    RuleImpossible "C0441" "No value can keep a validation rule.",
    RuleEffect "C0442" "A validation rule has no effect where it stands.",
    RuleChoice "C0443" "A `oneof` rule names no fields, or a wrong one.",
    Expression "C0444" "A rule's expression is wrong.",
    ExpressionId "C0445" "A rule with an expression has no id.",

    LockInvalid "C0501" "The lock can't be read.",
    LockType "C0502" "Stored data has another type than the contract.",
    LockNumber "C0503" "A number doesn't fit the stored data.",
    LockRemoved "C0504" "Stored data belongs to nothing in the contract any more.",
    LockEntity "C0505" "An entity is stored elsewhere than the contract says.",
    LockBehind "C0506" "The lock lacks what the contracts have added.",

    ForeignFile "C0602" "A file of a person is where a generated one goes.",
    FileUnwritable "C0603" "A file can't be written.",
    RenderFailed "C0604" "A template failed.",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_is_used_twice_and_they_are_in_order() {
        let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
    }
}
