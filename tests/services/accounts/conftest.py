from support.people import cheap_passwords as cheap_passwords
