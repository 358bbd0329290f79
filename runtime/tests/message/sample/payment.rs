//! A message with a oneof.

use std::fmt;

use counterpart::message::{FieldDescriptor, Kind, Message, MessageDescriptor, Value};
use counterpart::validate::{Check, Validate};
use counterpart::wire::{
    self, Buf, BufMut, DecodeContext, DecodeError, Int64, Nested, Text, WireMessage, WireType,
};

use crate::by_hand::message;

/// How something is paid.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Payment {
    pub(crate) method: Option<PaymentMethod>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PaymentMethod {
    Card(Card),
    Cash(i64),
    Note(String),
}

pub(crate) static PAYMENT: MessageDescriptor = MessageDescriptor::new(
    "sample.v1.Payment",
    &[
        FieldDescriptor::new(1, "card", "card", Kind::Message(&CARD)).optional(),
        FieldDescriptor::new(2, "cash", "cash", Kind::Int64).optional(),
        FieldDescriptor::new(3, "note", "note", Kind::Text).optional(),
    ],
);

impl WireMessage for Payment {
    fn encode_raw(&self, buf: &mut impl BufMut) {
        match &self.method {
            Some(PaymentMethod::Card(member)) => wire::member::encode::<Nested>(1, member, buf),
            Some(PaymentMethod::Cash(member)) => wire::member::encode::<Int64>(2, member, buf),
            Some(PaymentMethod::Note(member)) => wire::member::encode::<Text>(3, member, buf),
            None => {}
        }
    }

    fn merge_field(
        &mut self,
        number: u32,
        wire_type: WireType,
        buf: &mut impl Buf,
        context: DecodeContext,
    ) -> Result<(), DecodeError> {
        match number {
            1 => wire::singular::merge::<Nested>(self.card_mut(), wire_type, buf, context),
            2 => wire::singular::merge::<Int64>(self.cash_mut(), wire_type, buf, context),
            3 => wire::singular::merge::<Text>(self.note_mut(), wire_type, buf, context),
            _ => wire::skip(wire_type, number, buf, context),
        }
    }

    fn encoded_len(&self) -> usize {
        match &self.method {
            Some(PaymentMethod::Card(member)) => wire::member::encoded_len::<Nested>(1, member),
            Some(PaymentMethod::Cash(member)) => wire::member::encoded_len::<Int64>(2, member),
            Some(PaymentMethod::Note(member)) => wire::member::encoded_len::<Text>(3, member),
            None => 0,
        }
    }

    fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Declares how a member is selected.
macro_rules! members {
    ($($function:ident, $member:ident: $type:ty;)*) => {
        impl Payment {$(
            fn $function(&mut self) -> &mut $type {
                if !matches!(self.method, Some(PaymentMethod::$member(_))) {
                    self.method = Some(PaymentMethod::$member(<$type>::default()));
                }
                match &mut self.method {
                    Some(PaymentMethod::$member(member)) => member,
                    _ => unreachable!("the member was just selected"),
                }
            }
        )*}
    };
}

members! {
    card_mut, Card: Card;
    cash_mut, Cash: i64;
    note_mut, Note: String;
}

impl Message for Payment {
    fn descriptor(&self) -> &'static MessageDescriptor {
        &PAYMENT
    }

    fn field(&self, number: u32) -> Option<&dyn Value> {
        match (number, &self.method) {
            (1, Some(PaymentMethod::Card(member))) => Some(member),
            (2, Some(PaymentMethod::Cash(member))) => Some(member),
            (3, Some(PaymentMethod::Note(member))) => Some(member),
            _ => None,
        }
    }

    fn field_mut(&mut self, number: u32) -> Option<&mut dyn Value> {
        match number {
            1 => Some(self.card_mut()),
            2 => Some(self.cash_mut()),
            3 => Some(self.note_mut()),
            _ => None,
        }
    }

    fn clear_field(&mut self, number: u32) {
        if let 1..=3 = number {
            self.method = None;
        }
    }
}

impl fmt::Debug for Payment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        counterpart::message::debug(self, f)
    }
}

impl Validate for Payment {
    fn validate(&self, check: &mut Check) {
        check.required_oneof("method", self.method.is_some());
        let (mut card, mut cash) = (None, None);
        match &self.method {
            Some(PaymentMethod::Card(member)) => card = Some(member),
            Some(PaymentMethod::Cash(member)) => cash = Some(member),
            _ => {}
        }
        check.member("card", card).nested();
        check.member("cash", cash).gt(0);
    }
}

message!(Card = CARD "sample.v1.Card" {
    1 number "number": String = singular(Text), Kind::Text, redacted();
});

impl Validate for Card {
    fn validate(&self, check: &mut Check) {
        check.field("number", &self.number).required();
    }
}
