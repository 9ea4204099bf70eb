{{ family_contacts('M68', 'helpline') }}
