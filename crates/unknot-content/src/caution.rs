//! Cautions: what somebody may have that a pose has to reckon with (docs/content.md has the reasons).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lenient::ListOr;

/// What somebody may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// Thin bones, a broken vertebra, or years of steroids.
    Osteoporosis,
    /// A narrow spinal canal, or a vertebra that has slipped.
    Stenosis,
    /// Bending forward makes it worse.
    Flexion,
    /// Arching back makes it worse.
    Extension,
    /// A replaced hip. Older versions asked for a sore one in the same question.
    Hip,
    /// A sore or replaced knee.
    Knee,
    /// A sore wrist.
    Wrist,
    /// A sore shoulder.
    Shoulder,
    /// A sore neck.
    Neck,
    /// High blood pressure that is not under control, or heart trouble that a doctor has warned of. Not treated high blood
    /// pressure: easy walking is part of its treatment.
    #[serde(alias = "blood-pressure")]
    BloodPressure,
    /// Glaucoma, or a disease of the retina.
    Glaucoma,
    /// Pregnancy from about week 16.
    Pregnancy,
    /// A risk to fall.
    Balance,
    /// Dizziness.
    Dizziness,
    /// An operation of spine or belly not long ago.
    Surgery,
    /// Reflux, or a hernia.
    Reflux,
    /// A calf that is swollen, warm and sore without a reason.
    Thrombosis,
    /// The floor is out of reach.
    Floor,
    /// A sore or stiff hip that is the person's own.
    #[serde(alias = "sore-hip")]
    SoreHip,
    /// A slipped disc, or pain down a leg.
    #[serde(alias = "leg-pain")]
    LegPain,
    /// Lung trouble, or panic when the breath is held.
    Lungs,
    /// Sleepiness from strong painkillers or muscle relaxants.
    Drowsy,
}

impl Caution {
    /// All of them. Version 1 of the settings stores positions in this list, so new ones go at the end.
    pub const ALL: [Self; 22] = [
        Self::Osteoporosis,
        Self::Stenosis,
        Self::Flexion,
        Self::Extension,
        Self::Hip,
        Self::Knee,
        Self::Wrist,
        Self::Shoulder,
        Self::Neck,
        Self::BloodPressure,
        Self::Glaucoma,
        Self::Pregnancy,
        Self::Balance,
        Self::Dizziness,
        Self::Surgery,
        Self::Reflux,
        Self::Thrombosis,
        Self::Floor,
        Self::SoreHip,
        Self::LegPain,
        Self::Lungs,
        Self::Drowsy,
    ];

    /// With any of these somebody is unsteady.
    pub const UNSTEADY: Cautions = Cautions::of(&[Self::Balance, Self::Dizziness, Self::Drowsy]);
}

/// Some of the cautions, one bit each.
///
/// Stored as a list of names; version 1 of the settings stored the bits, as what is shipped does. Names and bits that this
/// version doesn't know are skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cautions(pub u32);

impl Cautions {
    /// These.
    pub const fn of(cautions: &[Caution]) -> Self {
        let (mut bits, mut place) = (0, 0);
        while place < cautions.len() {
            bits |= 1 << cautions[place] as u32;
            place += 1;
        }
        Self(bits)
    }

    /// Whether it is among them.
    pub const fn has(self, caution: Caution) -> bool {
        self.0 & 1 << caution as u32 != 0
    }

    /// Those of either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not of the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Takes one in, or out.
    pub fn toggle(&mut self, caution: Caution) {
        self.0 ^= 1 << caution as u32;
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Caution> {
        Caution::ALL.into_iter().filter(move |caution| self.has(*caution))
    }
}

impl Serialize for Cautions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_seq(self.iter())
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Cautions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u32::deserialize(deserializer).map(Self);
        }
        Ok(match ListOr::<Caution, u32>::deserialize(deserializer)? {
            ListOr::List(names) => Self::of(&names),
            ListOr::Version1(bits) => Self(bits).and(Self::of(&Caution::ALL)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cautions_come_and_go() {
        let mut some = Cautions::of(&[Caution::Knee, Caution::Floor]);
        assert!(some.has(Caution::Knee) && !some.has(Caution::Hip) && some.has(Caution::Floor));
        some.toggle(Caution::Knee);
        some.toggle(Caution::Osteoporosis);
        assert!(some.iter().eq([Caution::Osteoporosis, Caution::Floor]));
        assert!(
            some.without(some).is_empty() && some.and(Cautions::of(&[Caution::Hip])).is_empty()
        );
    }

    #[test]
    fn every_caution_has_its_own_bit() {
        let all = Cautions::of(&Caution::ALL);
        assert_eq!(all.0.count_ones() as usize, Caution::ALL.len());
        for (place, caution) in Caution::ALL.into_iter().enumerate() {
            assert_eq!(caution as usize, place);
        }
    }
}
