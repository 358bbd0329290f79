//! Serves generated routes over gRPC, gRPC-web, Connect and REST paths.
