use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use ipnet::IpNet;

use super::{Client, behind, place_of};

fn trusted() -> Vec<IpNet> {
    ["10.0.0.0/8", "2001:db8:aa::/48"].map(|network| network.parse().unwrap()).to_vec()
}

fn seen(peer: &str, lines: &[(&str, &str)]) -> Client {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    behind(peer.parse().unwrap(), &headers, &trusted())
}

#[track_caller]
fn expect(peer: &str, forwarded: &[&str], address: &str) {
    let lines: Vec<(&str, &str)> = forwarded.iter().map(|line| ("x-forwarded-for", *line)).collect();
    assert_eq!(seen(peer, &lines).address.to_string(), address, "{peer} {forwarded:?}");
}

#[test]
fn only_trusted_hops_are_believed_from_the_right() {
    // Nobody who is not trusted is believed.
    expect("192.0.2.1", &["198.51.100.7"], "192.0.2.1");
    expect("192.0.2.1", &["10.0.0.1"], "192.0.2.1");
    // What stands left of the first untrusted hop is only its claim.
    expect("10.0.0.1", &["198.51.100.7"], "198.51.100.7");
    expect("10.0.0.1", &["1.1.1.1, 198.51.100.7"], "198.51.100.7");
    expect("10.0.0.1", &["1.1.1.1, 198.51.100.7, 10.9.9.9"], "198.51.100.7");
    expect("10.0.0.1", &["10.2.2.2, 198.51.100.7, 10.9.9.9"], "198.51.100.7");
    // Lines are read as one list.
    expect("10.0.0.1", &["1.1.1.1", "198.51.100.7,10.9.9.9"], "198.51.100.7");
    expect("10.0.0.1", &["198.51.100.7", "10.9.9.9"], "198.51.100.7");
    // The farthest trusted one where all are.
    expect("10.0.0.1", &["10.2.2.2, 10.3.3.3"], "10.2.2.2");
    expect("10.0.0.1", &[], "10.0.0.1");
}

#[test]
fn what_is_no_address_ends_the_way() {
    for odd in ["unknown", "_hidden", "", "198.51.100.7 evil", "1.1.1.1:99999", "[::1", "é", "0x7f.1"] {
        expect("10.0.0.1", &[odd], "10.0.0.1");
        expect("10.0.0.1", &[&format!("1.1.1.1, {odd}, 10.9.9.9")], "10.9.9.9");
    }
}

#[test]
fn addresses_have_one_form() {
    expect("::ffff:10.0.0.1", &["198.51.100.7:4711"], "198.51.100.7");
    expect("10.0.0.1", &["::ffff:198.51.100.7"], "198.51.100.7");
    expect("10.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1");
    expect("10.0.0.1", &["[2001:db8::1]"], "2001:db8::1");
    expect("10.0.0.1", &["2001:DB8:0::1"], "2001:db8::1");
    expect("2001:db8:aa::5", &["198.51.100.7, 2001:db8:aa:1::7"], "198.51.100.7");
    expect("2001:db8:ab::5", &["198.51.100.7"], "2001:db8:ab::5");
}

#[test]
fn only_the_proxy_beside_us_says_whether_it_was_tls() {
    let secure = |peer: &str, lines: &[&str]| {
        let lines: Vec<(&str, &str)> = lines.iter().map(|line| ("x-forwarded-proto", *line)).collect();
        seen(peer, &lines).is_secure
    };
    assert!(secure("10.0.0.1", &["https"]) && secure("10.0.0.1", &["HTTPS"]));
    assert!(secure("10.0.0.1", &["http, https"]) && secure("10.0.0.1", &["http", "https"]));
    assert!(!secure("10.0.0.1", &["http"]) && !secure("10.0.0.1", &["https, http"]));
    assert!(!secure("10.0.0.1", &[]) && !secure("10.0.0.1", &["wss"]));
    assert!(!secure("192.0.2.1", &["https"]));
}

#[test]
fn an_ipv6_network_is_one_place_and_an_ipv4_address_another() {
    let place = |address: &str| place_of(address.parse().unwrap());
    assert_eq!(place("2001:db8:1:2::1"), place("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assert_ne!(place("2001:db8:1:2::1"), place("2001:db8:1:3::1"));
    assert_ne!(place("192.0.2.1"), place("192.0.2.2"));
}
