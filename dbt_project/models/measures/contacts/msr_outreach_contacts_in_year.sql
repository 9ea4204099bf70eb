{{ family_contacts('M69y', 'outreach', in_year=true) }}
