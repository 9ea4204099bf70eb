{{ family_contacts('M68y', 'helpline', in_year=true) }}
