{{ mean_wait(id='M42', flag='is_seen_in_month') }}
