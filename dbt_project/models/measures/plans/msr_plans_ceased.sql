{{ plans_dated('M12', day='plan_ceased_on') }}
