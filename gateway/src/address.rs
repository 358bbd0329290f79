//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use http::{Request, header::HeaderName};
use ipnet::IpNet;

/// What proxies write the addresses into that they speak for, the nearest last.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection that a request came over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// The address of who sent a request. What stands in `X-Forwarded-For` is
/// believed as far as trusted proxies wrote it: the last one that isn't theirs.
pub(crate) fn client_address<B>(request: &Request<B>, trusted: &[IpNet]) -> IpAddr {
    let peer = request.extensions().get::<Peer>();
    let mut address = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let is_trusted = |address: IpAddr| {
        let address = address.to_canonical();
        trusted.iter().any(|network| network.contains(&address))
    };
    let lines = request.headers().get_all(FORWARDED_FOR).into_iter().rev();
    let mut forwarded = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.rsplit(','));
    while is_trusted(address) {
        let Some(before) = forwarded.next().and_then(|text| text.trim().parse().ok()) else {
            break;
        };
        address = before;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut request = Request::new(());
        let peer: IpAddr = peer.parse().unwrap();
        request.extensions_mut().insert(Peer((peer, 4711).into()));
        for line in forwarded {
            let line = line.parse().unwrap();
            request.headers_mut().append(FORWARDED_FOR, line);
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|it| it.parse().unwrap()).collect();
        client_address(&request, &trusted).to_string()
    }

    #[test]
    fn what_a_client_says_of_itself_is_not_believed() {
        assert_eq!(address("192.0.2.1", &["10.0.0.9"], &[]), "192.0.2.1");
        let proxies = ["10.0.0.0/8"];
        assert_eq!(address("192.0.2.1", &["10.0.0.9"], &proxies), "192.0.2.1");
        assert_eq!(
            address("10.0.0.1", &["198.51.100.7, 192.0.2.1"], &proxies),
            "192.0.2.1"
        );
    }

    #[test]
    fn trusted_proxies_say_whom_they_speak_for() {
        let proxies = ["10.0.0.0/8", "fd00::/8"];
        assert_eq!(address("10.0.0.1", &["192.0.2.1"], &proxies), "192.0.2.1");
        assert_eq!(
            address(
                "::ffff:10.0.0.1",
                &["192.0.2.1, fd00::2", "10.1.1.1"],
                &proxies
            ),
            "192.0.2.1"
        );
        assert_eq!(address("10.0.0.1", &[], &proxies), "10.0.0.1");
        assert_eq!(address("10.0.0.1", &["unknown"], &proxies), "10.0.0.1");
    }
}
