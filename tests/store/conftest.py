from support.databases import databases as databases
