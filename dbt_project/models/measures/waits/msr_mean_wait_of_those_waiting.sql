{{ mean_wait(id='M41', flag='is_on_list') }}
