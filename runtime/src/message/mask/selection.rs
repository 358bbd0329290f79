//! The fields that a mask selects.

use super::{ALL, MaskError};
use crate::message::fields::{
    MAX_DEPTH, clear_field, copy_field, is_well_known, message_in, message_in_mut,
};
use crate::message::{FieldDescriptor, FieldMask, Kind, Label, Message, MessageDescriptor};
use crate::rpc::MAX_VIOLATIONS;

/// The fields that an update changes.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    fields: Vec<Selected>,
}

#[derive(Clone, Debug)]
struct Selected {
    field: &'static FieldDescriptor,
    /// The fields of the message in it; `None` for the field as a whole.
    inner: Option<Selection>,
}

/// How much of a field is selected.
pub(crate) enum Part<'a> {
    Nothing,
    Whole,
    /// Fields of the message in it.
    Within(&'a Selection),
}

impl Selection {
    /// What a mask selects of a message. An error for each path that can't be
    /// used, up to [`MAX_VIOLATIONS`].
    ///
    /// `*` selects all fields that may be changed. An `etag` is compared, never
    /// changed: naming it is an error.
    pub fn resolve(
        descriptor: &'static MessageDescriptor,
        mask: &FieldMask,
    ) -> Result<Self, Vec<MaskError>> {
        match mask.paths.as_slice() {
            [] => Err(vec![MaskError::Empty]),
            [all] if all == ALL => {
                let mut selection = Self::replaceable(descriptor);
                selection.fields.retain(|selected| !is_etag(selected.field));
                Ok(selection)
            }
            paths => {
                let mut selection = Self::default();
                let errors: Vec<_> = paths
                    .iter()
                    .filter_map(|path| selection.insert(descriptor, path).err())
                    .take(MAX_VIOLATIONS)
                    .collect();
                if errors.is_empty() {
                    Ok(selection)
                } else {
                    Err(errors)
                }
            }
        }
    }

    /// The fields of a message that stand for its content when it is replaced
    /// as a whole: all but `OUTPUT_ONLY`, `IDENTIFIER` and `IMMUTABLE` ones.
    pub fn replaceable(descriptor: &'static MessageDescriptor) -> Self {
        let fields = descriptor
            .fields
            .iter()
            .filter(|field| may_change(field))
            .map(|field| Selected { field, inner: None })
            .collect();
        Self { fields }
    }

    /// Copies the selected fields from one message to another of the same type.
    ///
    /// A message that is selected as a whole is replaced, but for its fields
    /// that can't be changed; an absent one is removed.
    pub fn apply(&self, from: &dyn Message, to: &mut dyn Message) {
        for Selected { field, inner } in &self.fields {
            let number = field.number;
            let within = match inner {
                Some(inner) => Some(inner.clone()),
                None => Self::of_protected(field),
            };
            match (within, message_in(from, number)) {
                (Some(within), Some(source)) => {
                    if let Some(target) = message_in_mut(to, number) {
                        within.apply(source, target);
                    }
                }
                (Some(within), None) if inner.is_some() => within.clear(to, number),
                _ => copy_field(from, to, number),
            }
        }
    }

    /// The paths of the selected fields, each as the fields that lead to it.
    pub fn paths(&self) -> Vec<Vec<&'static FieldDescriptor>> {
        let mut paths = Vec::new();
        for Selected { field, inner } in &self.fields {
            match inner {
                None => paths.push(vec![*field]),
                Some(inner) => paths.extend(inner.paths().into_iter().map(|mut path| {
                    path.insert(0, field);
                    path
                })),
            }
        }
        paths
    }

    /// How much of a field is selected.
    pub(crate) fn part(&self, name: &str) -> Part<'_> {
        let selected = self.fields.iter().find(|one| one.field.name == name);
        match selected {
            None => Part::Nothing,
            Some(Selected { inner: None, .. }) => Part::Whole,
            Some(Selected {
                inner: Some(inner), ..
            }) => Part::Within(inner),
        }
    }

    /// Clears the selected fields of a message in a field, if it is there.
    fn clear(&self, message: &mut dyn Message, number: u32) {
        if message_in(message, number).is_none() {
            return;
        }
        let Some(target) = message_in_mut(message, number) else {
            return;
        };
        for Selected { field, inner } in &self.fields {
            match inner {
                Some(inner) => inner.clear(target, field.number),
                None => clear_field(target, field.number),
            }
        }
    }

    /// The fields of the message in a field, if some of its fields stay when it
    /// is replaced.
    pub(crate) fn of_protected(field: &FieldDescriptor) -> Option<Self> {
        match (field.kind, field.label) {
            (Kind::Message(inner), Label::Singular | Label::Optional)
                if !inner.fields.iter().all(may_change) =>
            {
                Some(Self::replaceable(inner))
            }
            _ => None,
        }
    }

    fn insert(
        &mut self,
        descriptor: &'static MessageDescriptor,
        path: &str,
    ) -> Result<(), MaskError> {
        if path == ALL {
            return Err(MaskError::Wildcard);
        }
        let fields = walk(descriptor, path)?;
        if let [etag] = fields.as_slice()
            && is_etag(etag)
        {
            return Err(MaskError::ReadOnly { path: path.into() });
        }
        self.add(&fields);
        Ok(())
    }

    fn add(&mut self, path: &[&'static FieldDescriptor]) {
        let [field, rest @ ..] = path else {
            return;
        };
        let known = self
            .fields
            .iter_mut()
            .find(|selected| selected.field.number == field.number);
        match known {
            Some(selected) if rest.is_empty() => selected.inner = None,
            Some(selected) => {
                // A field that is selected as a whole has no parts to add.
                if let Some(inner) = &mut selected.inner {
                    inner.add(rest);
                }
            }
            None => {
                let inner = (!rest.is_empty()).then(|| {
                    let mut inner = Self::default();
                    inner.add(rest);
                    inner
                });
                self.fields.push(Selected { field, inner });
            }
        }
    }
}

/// The fields along a path, all of which may be changed.
fn walk(
    descriptor: &'static MessageDescriptor,
    path: &str,
) -> Result<Vec<&'static FieldDescriptor>, MaskError> {
    let mut fields: Vec<&'static FieldDescriptor> = Vec::new();
    let mut within = descriptor;
    for name in path.split('.') {
        if fields.len() == MAX_DEPTH {
            return Err(MaskError::TooLong { path: path.into() });
        }
        if let Some(parent) = fields.last() {
            within = open(parent).ok_or_else(|| MaskError::TooDeep {
                path: path.into(),
                field: parent.name,
            })?;
        }
        let field = within.by_name(name).ok_or_else(|| MaskError::Unknown {
            path: path.into(),
            message: within.name,
        })?;
        if field.behavior.is_ignored_on_input() {
            return Err(MaskError::ReadOnly { path: path.into() });
        }
        if field.behavior.immutable {
            return Err(MaskError::Immutable { path: path.into() });
        }
        fields.push(field);
    }
    Ok(fields)
}

/// The message that a path can go into.
fn open(field: &FieldDescriptor) -> Option<&'static MessageDescriptor> {
    match (field.kind, field.label) {
        (Kind::Message(inner), Label::Singular | Label::Optional) if !is_well_known(inner) => {
            Some(inner)
        }
        _ => None,
    }
}

fn may_change(field: &FieldDescriptor) -> bool {
    !field.behavior.is_ignored_on_input() && !field.behavior.immutable
}

/// An etag is known by its name and type (AIP-154).
fn is_etag(field: &FieldDescriptor) -> bool {
    field.name == "etag" && matches!((field.kind, field.label), (Kind::Text, Label::Singular))
}
