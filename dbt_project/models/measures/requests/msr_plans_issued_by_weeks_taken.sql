{{ plans_issued('M08', numerator='1') }}
