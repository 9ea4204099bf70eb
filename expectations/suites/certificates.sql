-- For the publication gate alone: each dataset that is shown, with its certificate if it has one.
with shown as (

    select distinct dataset
    from published.shown.figures

),

certificates as (

    select * from published.shown.certificate

)

select
    shown.dataset,
    certificates.dataset is not null as is_attacked,
    certificates.worked_out,
    certificates.undecided
from shown
left join certificates on shown.dataset = certificates.dataset
