//! Materials of struck sounds, as lists of partials. Data.
//!
//! A note's pitch is the frequency of the partial of ratio 1, which is the pitch that the ear
//! hears.
//!
//! The ratios of a bowl's partials are close to those of a free metal ring, 1 : 2.8 : 5.4 (Rossing,
//! Science of Percussion Instruments, 2000). The strong ones are pairs that beat, because no bowl
//! is perfectly round.

use super::recipe::{Material, partial};

/// A hammered bowl, struck with a soft mallet. Its lowest mode is below what phone speakers
/// reproduce.
pub(super) static BOWL: Material = Material {
    attack_millis: 14.0,
    partials: &[
        partial(0.36, -9.0, 6500.0, 0.7),
        partial(1.0, 0.0, 5200.0, 2.1),
        partial(1.88, -4.0, 3600.0, 3.1),
        partial(2.96, -11.0, 2200.0, 4.3),
        partial(4.2, -19.0, 1200.0, 0.0),
        partial(5.6, -27.0, 600.0, 0.0),
    ],
};

/// The same bowl, struck with felt: rounder, with a slower attack and a shorter decay.
pub(super) static FELT_BOWL: Material = Material {
    attack_millis: 45.0,
    partials: &[
        partial(0.36, -11.0, 4200.0, 0.6),
        partial(1.0, 0.0, 3000.0, 1.3),
        partial(1.88, -10.0, 1700.0, 1.9),
        partial(2.96, -22.0, 800.0, 0.0),
    ],
};

/// A bowl the size of a bucket: dense partials with slow beats.
pub(super) static GREAT_BOWL: Material = Material {
    attack_millis: 18.0,
    partials: &[
        partial(0.28, -12.0, 11_000.0, 0.4),
        partial(0.66, -4.0, 10_000.0, 0.8),
        partial(1.0, 0.0, 9000.0, 1.2),
        partial(1.52, -3.0, 6500.0, 1.9),
        partial(2.14, -9.0, 4200.0, 2.6),
        partial(2.85, -16.0, 2600.0, 0.0),
        partial(3.7, -24.0, 1300.0, 0.0),
    ],
};

/// A handbell: an octave and a twelfth above a clear prime.
pub(super) static BELL: Material = Material {
    attack_millis: 6.0,
    partials: &[
        partial(0.5, -15.0, 3200.0, 0.0),
        partial(1.0, 0.0, 3000.0, 0.45),
        partial(2.003, -9.0, 1900.0, 1.7),
        partial(2.997, -14.0, 1100.0, 0.0),
        partial(4.21, -25.0, 500.0, 0.0),
    ],
};

/// A thick metal bar, suspended on cords.
pub(super) static METAL_BAR: Material = Material {
    attack_millis: 7.0,
    partials: &[
        partial(1.0, 0.0, 2600.0, 0.8),
        partial(2.756, -17.0, 900.0, 0.0),
        partial(5.404, -32.0, 300.0, 0.0),
    ],
};

/// A rosewood bar, struck with a yarn mallet.
pub(super) static WOODEN_BAR: Material = Material {
    attack_millis: 5.0,
    partials: &[
        partial(1.0, 0.0, 850.0, 0.0),
        partial(2.0, -16.0, 420.0, 0.0),
        partial(3.93, -18.0, 180.0, 0.0),
    ],
};

/// A thin bent rod, struck lightly.
pub(super) static ROD: Material = Material {
    attack_millis: 4.0,
    partials: &[
        partial(1.0, 0.0, 620.0, 2.5),
        partial(1.49, -5.0, 700.0, 0.0),
        partial(2.13, -11.0, 480.0, 0.0),
        partial(2.71, -19.0, 300.0, 0.0),
    ],
};

/// A block of soft wood.
pub(super) static BLOCK: Material = Material {
    attack_millis: 3.0,
    partials: &[
        partial(0.61, -9.0, 90.0, 0.0),
        partial(1.0, 0.0, 165.0, 0.0),
        partial(1.46, -8.0, 105.0, 0.0),
        partial(2.38, -14.0, 70.0, 0.0),
    ],
};

/// A finger tapping on a wooden box.
pub(super) static TAP: Material = Material {
    attack_millis: 5.0,
    partials: &[
        partial(0.82, -6.0, 180.0, 0.0),
        partial(1.0, 0.0, 240.0, 0.0),
        partial(1.57, -15.0, 90.0, 0.0),
    ],
};

/// A short, glassy drop.
pub(super) static DROP: Material = Material {
    attack_millis: 4.0,
    partials: &[partial(1.0, 0.0, 300.0, 0.0), partial(2.41, -22.0, 90.0, 0.0)],
};

/// A muffled chime.
pub(super) static VEIL: Material = Material {
    attack_millis: 30.0,
    partials: &[partial(1.0, 0.0, 1100.0, 1.5), partial(1.5, -7.0, 800.0, 0.0)],
};

/// A small bronze bowl, struck with a leather-wrapped stick.
pub(super) static CUP: Material = Material {
    attack_millis: 8.0,
    partials: &[
        partial(1.0, 0.0, 5600.0, 1.1),
        partial(2.74, -9.0, 2800.0, 2.3),
        partial(5.1, -24.0, 900.0, 0.0),
    ],
};

/// A hanging bronze plate: many closely spaced partials with a slow bloom.
pub(super) static BRONZE: Material = Material {
    attack_millis: 90.0,
    partials: &[
        partial(0.56, -13.0, 7000.0, 0.3),
        partial(1.0, 0.0, 6400.0, 0.9),
        partial(1.29, -1.0, 5200.0, 1.4),
        partial(1.71, -3.0, 4000.0, 2.2),
        partial(2.23, -9.0, 2600.0, 3.1),
        partial(2.96, -14.0, 1500.0, 0.0),
    ],
};

/// A hollow carved block, struck with a padded beater.
pub(super) static HOLLOW_WOOD: Material = Material {
    attack_millis: 4.0,
    partials: &[
        partial(1.0, 0.0, 1100.0, 0.0),
        partial(1.58, -7.0, 600.0, 0.0),
        partial(2.6, -14.0, 220.0, 0.0),
    ],
};

/// A thin hanging metal tube, stroked rather than struck.
pub(super) static TUBE: Material = Material {
    attack_millis: 25.0,
    partials: &[partial(1.0, 0.0, 3800.0, 0.7), partial(2.01, -18.0, 1700.0, 0.0)],
};
