{{ family_contacts('M69', 'outreach') }}
