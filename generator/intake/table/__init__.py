"""A spreadsheet becomes rows for approval, and a year's rows become a spreadsheet.

In: `sheets` reads cells (`archive`, `markup`, `xlsx`, `ods`, `delimited`; nothing is believed that
a file says of itself); `layout`, `headers` and `lines` find the table in them; `kept`, `names` and
`target` say what each row is; `figure_text`, `units` and `amount` read the figures; `propose`
compares them with the data; `importing` tells the story. Out: `exporting`, `table_page` and
`workbook`. The words that all this knows stand in `words.yml`.
"""
