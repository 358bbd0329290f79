//! Reflection and health.

use std::time::Duration;

use crate::library::{Bed, get};
use counterpart::rpc::Code;
use counterpart_gateway::{Gateway, GatewayError, Limits};
use futures::{StreamExt as _, stream};
use tonic::Streaming;
use tonic::transport::Channel;
use tonic_health::pb::health_check_response::ServingStatus;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::pb::{HealthCheckRequest, HealthCheckResponse};
use tonic_reflection::pb::v1::ServerReflectionRequest;
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;

async fn reflect(bed: &Bed, request: MessageRequest) -> MessageResponse {
    let mut client = ServerReflectionClient::new(bed.channel().await);
    let request = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(request),
    };
    let mut answers = client
        .server_reflection_info(stream::iter([request]))
        .await
        .expect("reflection is served")
        .into_inner();
    let answer = answers.next().await.expect("an answer").expect("no error");
    answer.message_response.expect("an answer has a content")
}

#[tokio::test]
async fn reflection_lists_only_what_is_served() {
    let bed = Bed::start().await;
    let answer = reflect(&bed, MessageRequest::ListServices(String::new())).await;
    let MessageResponse::ListServicesResponse(list) = answer else {
        panic!("{answer:?}");
    };
    let mut names: Vec<_> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["grpc.health.v1.Health", "test.library.v1.LibraryService",]
    );
}

#[tokio::test]
async fn reflection_describes_a_method() {
    let bed = Bed::start().await;
    let symbol = "test.library.v1.LibraryService.GetBook".to_owned();
    let answer = reflect(&bed, MessageRequest::FileContainingSymbol(symbol)).await;
    let MessageResponse::FileDescriptorResponse(files) = answer else {
        panic!("{answer:?}");
    };
    let file: prost_types::FileDescriptorProto =
        prost::Message::decode(&*files.file_descriptor_proto[0]).expect("a descriptor");
    assert_eq!(file.package(), "test.library.v1");
}

#[tokio::test]
async fn health_tells_whether_calls_can_leave() {
    let bed = Bed::start().await;
    assert_eq!(get(&bed, "/healthz").await.status, 200);
    let mut client = HealthClient::new(bed.channel().await);
    let request = HealthCheckRequest {
        service: "test.library.v1.LibraryService".to_owned(),
    };
    let mut states = client
        .watch(request)
        .await
        .expect("health is served")
        .into_inner();
    let wait_for = async |states: &mut tonic::Streaming<_>, wanted: ServingStatus| loop {
        let state: tonic_health::pb::HealthCheckResponse = states
            .next()
            .await
            .expect("the watch goes on")
            .expect("no error");
        if state.status() == wanted {
            return;
        }
    };
    wait_for(&mut states, ServingStatus::Serving).await;
    bed.bus.close().await;
    wait_for(&mut states, ServingStatus::NotServing).await;
    assert_eq!(get(&bed, "/healthz").await.status, 503);
}

#[tokio::test]
async fn open_streams_do_not_hold_up_a_gateway_that_stops() {
    let bed = Bed::start().await;
    let mut client = HealthClient::new(bed.channel().await);
    let watched = client.watch(HealthCheckRequest::default()).await;
    let mut states = watched.expect("health is served").into_inner();
    states.next().await.expect("a state").expect("no error");
    let mut reflection = ServerReflectionClient::new(bed.channel().await);
    let (_asking, requests) = futures::channel::mpsc::channel(1);
    let asked = reflection.server_reflection_info(requests).await;
    let mut answers = asked.expect("reflection is served").into_inner();

    let an_hour = Duration::from_hours(1);
    let stopping = tokio::spawn(bed.shut_down(an_hour));
    let last = states.next().await.expect("a state").expect("no error");
    assert_eq!(last.status(), ServingStatus::NotServing);
    let end = states.next().await.expect("an end").expect_err("it ends");
    assert_eq!(end.code(), Code::Unavailable, "{end}");
    // Its own answers may end in order, since its requests do.
    let more = answers.next().await;
    assert!(!matches!(more, Some(Ok(_))), "{more:?}");
    let stopped = tokio::time::timeout(Duration::from_secs(20), stopping).await;
    stopped.expect("nothing holds it up").expect("no panic");
}

#[tokio::test]
async fn streams_over_the_limit_are_refused_on_any_connection_and_their_places_come_back() {
    let limits = Limits {
        streams: 2,
        ..Limits::default()
    };
    let bed = Bed::with(|builder| builder.limits(limits)).await;
    let whole = HealthCheckRequest::default();
    let mut watch = HealthClient::new(bed.channel().await);
    let watched = watch.watch(whole.clone()).await.expect("the first");
    let mut reflection = ServerReflectionClient::new(bed.channel().await);
    let (asking, requests) = futures::channel::mpsc::channel(1);
    let asked = reflection.server_reflection_info(requests).await;
    let _asked = asked.expect("the second");

    let mut other = HealthClient::new(bed.channel().await);
    let status = other.watch(whole.clone()).await.expect_err("the third");
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
    let mut other_reflection = ServerReflectionClient::new(bed.channel().await);
    let refused = other_reflection.server_reflection_info(stream::pending());
    let status = refused.await.expect_err("the third");
    assert_eq!(status.code(), Code::ResourceExhausted, "{status}");
    let checked = other.check(whole.clone()).await;
    checked.expect("a check is no stream");

    drop(watched);
    let _third = until_there_is_a_place(&mut other).await;
    drop(asking);
    let _fourth = until_there_is_a_place(&mut other).await;
}

/// Watches as soon as it can: that another client has gone is on its way.
async fn until_there_is_a_place(
    client: &mut HealthClient<Channel>,
) -> Streaming<HealthCheckResponse> {
    loop {
        match client.watch(HealthCheckRequest::default()).await {
            Ok(watched) => return watched.into_inner(),
            Err(status) => assert_eq!(status.code(), Code::ResourceExhausted, "{status}"),
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn descriptors_that_lack_a_method_are_refused_at_the_start() {
    let bed = Bed::start().await;
    let caller = counterpart::rpc::Caller::new(bed.bus.clone(), "gateway");
    let error = Gateway::builder(crate::library::contract::routes(), caller)
        .descriptors(&[])
        .build()
        .expect_err("an empty set describes nothing");
    assert!(
        matches!(error, GatewayError::MissingDescriptor(_)),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "the descriptors for reflection lack test.library.v1.LibraryService/GetBook, which is served"
    );
}
