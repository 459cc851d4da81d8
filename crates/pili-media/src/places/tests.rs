use std::net::Ipv4Addr;

use futures_util::FutureExt as _;

use super::*;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));

fn places(connections: usize, connections_per_address: usize) -> Places {
    Places::new(Bounds { connections, connections_per_address, bytes: 100 })
}

fn is_kept(place: &Place) -> bool {
    place.given_up().now_or_never().is_none()
}

fn busy(places: &Places, address: IpAddr) -> Place {
    let place = places.take(address).expect("a place");
    place.goes_on();
    place
}

#[test]
fn a_place_is_free_again_when_it_is_dropped() {
    let places = places(1, 1);
    let first = busy(&places, HERE);
    assert!(places.take(HERE).is_none());
    drop(first);
    assert!(places.take(HERE).is_some());
}

#[test]
fn whoever_waits_longest_gives_way_and_bodies_do_first() {
    let places = places(4, 4);
    let [idle, late, slow, answered] = [(); 4].map(|()| busy(&places, HERE));
    idle.waits_for(Wait::Request);
    slow.waits_for(Wait::Body);
    late.waits_for(Wait::Body);
    let mut others = Vec::new();
    for gone in [&slow, &late, &idle] {
        assert!(is_kept(gone));
        others.push(busy(&places, HERE));
        assert!(!is_kept(gone));
    }
    assert!(places.take(HERE).is_none() && is_kept(&answered), "nobody waits any more");
}

#[test]
fn a_body_that_comes_in_drops_is_as_old_as_its_first() {
    let places = places(2, 2);
    let [dripping, later] = [(); 2].map(|()| busy(&places, HERE));
    for place in [&dripping, &later, &dripping] {
        place.goes_on();
        place.waits_for(Wait::Body);
    }
    let _other = busy(&places, HERE);
    assert!(!is_kept(&dripping) && is_kept(&later));
    later.let_go();
    later.waits_for(Wait::Request);
    assert!(places.make_room() && !is_kept(&later));
}

#[test]
fn one_address_leaves_places_to_others() {
    let places = places(4, 3);
    let many = [(); 3].map(|()| busy(&places, HERE));
    assert!(places.take(HERE).is_none());
    let other = places.take(THERE).expect("a place that was left");
    many[0].waits_for(Wait::Request);
    let newer = places.take(HERE).expect("a place of its own address");
    assert!(!is_kept(&many[0]) && is_kept(&other) && is_kept(&newer), "its own share is at its end");
}

#[test]
fn an_address_is_the_same_in_the_form_of_either_version() {
    let places = places(9, 1);
    let _first = busy(&places, HERE);
    assert!(places.take("::ffff:127.0.0.1".parse().expect("an address")).is_none());
}

#[test]
fn what_has_given_way_holds_and_frees_nothing_more() {
    let places = places(1, 1);
    let old = places.take(HERE).expect("a place");
    let new = busy(&places, HERE);
    assert!(!old.hold(1));
    old.waits_for(Wait::Body);
    drop(old);
    assert!(places.take(HERE).is_none() && is_kept(&new));
}

#[test]
fn bytes_are_those_of_all_and_come_from_whoever_waits() {
    let places = places(9, 9);
    let [slow, quick, third] = [(); 3].map(|()| busy(&places, HERE));
    assert!(slow.hold(60) && quick.hold(40));
    assert!(!third.hold(1), "nobody waits");
    slow.waits_for(Wait::Body);
    assert!(third.hold(1) && !is_kept(&slow) && is_kept(&quick));
    quick.let_go();
    assert!(third.hold(99));
}

#[test]
fn a_body_that_could_never_be_held_makes_nobody_go() {
    let places = places(9, 9);
    let [slow, large] = [(); 2].map(|()| busy(&places, HERE));
    assert!(slow.hold(10));
    slow.waits_for(Wait::Body);
    assert!(large.hold(90) && !large.hold(11));
    assert!(is_kept(&slow));
}

#[test]
fn room_is_made_as_long_as_somebody_waits() {
    let places = places(9, 9);
    let _busy = busy(&places, HERE);
    let idle = places.take(HERE).expect("a place");
    assert!(places.make_room() && !is_kept(&idle));
    assert!(!places.make_room());
}
