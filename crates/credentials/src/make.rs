//! An authority of one's own, and the leaf that signs: a certificate that vouches for itself is refused by
//! readers of content credentials.

use crate::{Error, Keys};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

/// Years certificates last. Signatures carry no time stamp of a third party, so a reader holds them against its
/// own clock: what is signed today is to be readable for as long as pictures are looked at.
const YEARS: i32 = 30;
/// Signing content credentials, and signing documents: readers ask for one or the other.
const USAGES: [&[u64]; 2] = [&[1, 3, 6, 1, 4, 1, 62_558, 2, 1], &[1, 3, 6, 1, 5, 5, 7, 3, 36]];

/// Makes keys for a server of this name at this domain. They hold from the beginning of `year` on.
pub fn make(title: &str, domain: &str, year: i32) -> Result<Keys, Error> {
    let failed = |error: rcgen::Error| Error::Keys(error.to_string());
    let lasts = |mut params: CertificateParams, name: String| {
        params.not_before = date_time_ymd(year, 1, 1);
        params.not_after = date_time_ymd(year + YEARS, 1, 1);
        params.distinguished_name.remove(DnType::CommonName);
        params.distinguished_name.push(DnType::CommonName, name);
        params.distinguished_name.push(DnType::OrganizationName, title);
        params
    };
    let authority_key = KeyPair::generate().map_err(failed)?;
    let mut authority =
        lasts(CertificateParams::new(Vec::new()).map_err(failed)?, format!("{domain} authority"));
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_pem = authority.self_signed(&authority_key).map_err(failed)?.pem();
    let issuer = Issuer::new(authority, &authority_key);
    let leaf_key = KeyPair::generate().map_err(failed)?;
    let mut leaf = lasts(CertificateParams::new(Vec::new()).map_err(failed)?, domain.to_owned());
    leaf.is_ca = IsCa::ExplicitNoCa;
    leaf.use_authority_key_identifier_extension = true;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages =
        USAGES.iter().map(|usage| ExtendedKeyUsagePurpose::Other(usage.to_vec())).collect();
    let leaf_pem = leaf.signed_by(&leaf_key, &issuer).map_err(failed)?.pem();
    Ok(Keys {
        authority: format!("{authority_pem}{}", authority_key.serialize_pem()),
        leaf: format!("{leaf_pem}{}", leaf_key.serialize_pem()),
    })
}
