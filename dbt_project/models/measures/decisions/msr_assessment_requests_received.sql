{{ requests_of(
    'M01',
    day='request_received_on',
    is_plain_count=true,
    left_out="case when requests.is_transferred_in then 'The plan came from another authority, and the request with it' end",
) }}
