//! Colours as light (linear sRGB), named as the eye orders them (OKLCH, Ottosson 2020).

// The matrices are as they were published.
#![allow(clippy::excessive_precision)]

/// Linear red, green and blue, 0 to 1.
pub(crate) type Light = [f32; 3];

/// From lightness (0 to 1), chroma (0 to about 0.3) and hue in turns. What no screen can show is made less colourful
/// until one can.
pub(crate) fn oklch(lightness: f32, chroma: f32, hue: f32) -> Light {
    let (sin, cos) = (hue * std::f32::consts::TAU).sin_cos();
    let mut chroma = chroma;
    for _ in 0..24 {
        let light = linear([lightness, chroma * cos, chroma * sin]);
        if light.iter().all(|value| (-0.0005..=1.0005).contains(value)) {
            return light.map(|value| value.clamp(0.0, 1.0));
        }
        chroma *= 0.92;
    }
    linear([lightness, 0.0, 0.0]).map(|value| value.clamp(0.0, 1.0))
}

fn linear([l, a, b]: [f32; 3]) -> Light {
    let long = (l + 0.396_337_78 * a + 0.215_803_76 * b).powi(3);
    let medium = (l - 0.105_561_35 * a - 0.063_854_17 * b).powi(3);
    let short = (l - 0.089_484_18 * a - 1.291_485_5 * b).powi(3);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
        -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
}

/// Lightness and the two axes of colour.
pub(crate) fn oklab([r, g, b]: Light) -> [f32; 3] {
    let long = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
    let medium = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
    let short = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
    [
        0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
        0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

pub(crate) fn from_oklab(lab: [f32; 3]) -> Light {
    linear(lab).map(|value| value.clamp(0.0, 1.0))
}

/// Between two colours, as the eye goes.
pub(crate) fn between(a: Light, b: Light, t: f32) -> Light {
    let (a, b, t) = (oklab(a), oklab(b), t.clamp(0.0, 1.0));
    from_oklab([0, 1, 2].map(|axis| a[axis] + (b[axis] - a[axis]) * t))
}

/// Shades between the first and the last colour of a ramp: more than a file tells apart.
const SHADES: usize = 512;

/// Colours that follow each other and all between them, worked out once for the many pixels that ask.
pub(crate) struct Ramp(Vec<Light>);

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
impl Ramp {
    /// Of two colours or more.
    pub(crate) fn new(stops: &[Light]) -> Self {
        let spans = stops.len().saturating_sub(1).max(1);
        let shade = |shade: usize| {
            let along = shade as f32 / SHADES as f32 * spans as f32;
            let place = (along as usize).min(spans - 1);
            between(stops[place], stops[(place + 1).min(stops.len() - 1)], along - place as f32)
        };
        Self((0..=SHADES).map(shade).collect())
    }

    /// From 0, the first colour, to 1, the last.
    pub(crate) fn at(&self, along: f32) -> Light {
        self.0[(along.clamp(0.0, 1.0) * SHADES as f32 + 0.5) as usize]
    }
}

/// A value of a file as light.
pub(crate) fn decoded(value: u8) -> f32 {
    let value = f32::from(value) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// Light as a value of a file, 0 to 255, not yet rounded.
fn encoded(light: f32) -> f32 {
    255.0 * if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// [`encoded`] for many values: between the entries of a table, which errs by less than a hundredth.
pub(crate) struct Encoder(Vec<f32>);

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
impl Encoder {
    const STEPS: usize = 4_096;

    pub(crate) fn new() -> Self {
        Self((0..=Self::STEPS + 1).map(|step| encoded(step as f32 / Self::STEPS as f32)).collect())
    }

    /// From 0 to 255, not yet rounded.
    pub(crate) fn value(&self, light: f32) -> f32 {
        let place = light.clamp(0.0, 1.0) * Self::STEPS as f32;
        let step = place as usize;
        self.0[step] + (self.0[step + 1] - self.0[step]) * (place - step as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_say_what_the_formulas_say() {
        let encoder = Encoder::new();
        let (dark, bright) = ([0.01, 0.02, 0.2], [0.9, 0.5, 0.1]);
        let ramp = Ramp::new(&[dark, bright]);
        for step in 0_u16..=1_000 {
            let along = f32::from(step) / 1_000.0;
            let (ours, theirs) = (encoder.value(along), encoded(along));
            assert!((ours - theirs).abs() < 0.01, "{along}: {ours} {theirs}");
            let (ours, theirs) = (ramp.at(along), between(dark, bright, along));
            let off: f32 = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).sum();
            assert!(off < 0.006, "{along}: {off}");
        }
        let three = Ramp::new(&[dark, bright, dark]);
        for (along, colour) in [(0.0, dark), (0.5, bright), (1.0, dark)] {
            let off: f32 = three.at(along).iter().zip(colour).map(|(a, b)| (a - b).abs()).sum();
            assert!(off < 1e-3, "{along}: {off}");
        }
    }
}
