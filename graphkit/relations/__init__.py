"""Who stands how to whom: cues, arguments, status and the relations they make."""
