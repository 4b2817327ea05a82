"""From a read file to rows of the portal: `content` keeps counts between reading and acceptance, `planning` compares them with
what is stored, `writing` puts them in and takes them back. Nothing here has seen a pupil: the readers give counts only.
"""
