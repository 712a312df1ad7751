"""What was sent to whom, kept where several runs can see it: nobody is to hear the same thing twice."""
