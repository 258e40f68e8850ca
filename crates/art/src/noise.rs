//! Smooth chance over a plane: gradient noise (Perlin 1985, with the fade of 2002) and sums of it.

pub(crate) struct Noise {
    seed: u32,
    /// The directions slopes go in: sixteen are enough for the eye.
    ways: [(f32, f32); 16],
}

impl Noise {
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn new(seed: u64) -> Self {
        let way = |number: u8| {
            let angle = f32::from(number) * (std::f32::consts::TAU / 16.0);
            (angle.cos(), angle.sin())
        };
        Self { seed: (seed ^ (seed >> 32)) as u32, ways: std::array::from_fn(|number| way(number as u8)) }
    }

    /// From about −1 to 1.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let (i, j) = (below(x), below(y));
        let (u, v) = (x - i as f32, y - j as f32);
        let corner = |di: i32, dj: i32| self.slope(i + di, j + dj, u - di as f32, v - dj as f32);
        let (fade_u, fade_v) = (fade(u), fade(v));
        let top = mix(corner(0, 0), corner(1, 0), fade_u);
        let bottom = mix(corner(0, 1), corner(1, 1), fade_u);
        mix(top, bottom, fade_v) * 1.41
    }

    /// Several octaves, each half as high and twice as fine as the one before.
    pub(crate) fn sum(&self, x: f32, y: f32, octaves: u32) -> f32 {
        let (mut total, mut height, mut scale, mut whole) = (0.0, 1.0, 1.0, 0.0);
        for octave in 0..octaves {
            let shift = octave as f32 * 17.3;
            total += self.at(x * scale + shift, y * scale - shift) * height;
            whole += height;
            (height, scale) = (height * 0.5, scale * 2.03);
        }
        total / whole
    }

    fn slope(&self, i: i32, j: i32, dx: f32, dy: f32) -> f32 {
        let mut h = self.seed
            ^ i.cast_unsigned().wrapping_mul(0x85EB_CA6B)
            ^ j.cast_unsigned().wrapping_mul(0xC2B2_AE35);
        h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D);
        h = (h ^ (h >> 12)).wrapping_mul(0x297A_2D39);
        h ^= h >> 15;
        let (x, y) = self.ways[(h & 15) as usize];
        dx * x + dy * y
    }
}

/// The next whole number below. Not `floor`, which is a call into a library for processors without SSE 4.1.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn below(value: f32) -> i32 {
    let whole = value as i32;
    if (whole as f32) > value { whole - 1 } else { whole }
}

fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    a + (b - a) * t
}
